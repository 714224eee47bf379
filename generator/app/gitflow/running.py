"""A service in its environments -> the version that each runs, or why nobody knows: asked at the same time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from generator.app.status.service import running_version
from generator.errors import OutsideError
from generator.gitflow.survey import Running, Runs
from generator.live.client import Aws
from generator.live.identity import caller
from generator.model.service import Service

_THREADS = 8


def running(services: Sequence[Service], connect: Callable[[str], Aws] = Aws) -> Running:
    """Ask for one service in all of its environments now.

    Raises nothing that AWS refuses: that is the reason why a version is unknown.
    """
    regions = {region: connect(region) for region in dict.fromkeys(each.project.region for each in services)}

    def ask(service: Service) -> Runs:
        return _runs(regions[service.project.region], service)

    with ThreadPoolExecutor(_THREADS) as pool:
        answers: Mapping[str, Runs] = dict(
            zip((service.environment.name for service in services), pool.map(ask, services), strict=True)
        )
    absent = Runs(None, "it is not there")
    return lambda project: answers.get(project.environment.name, absent)


def _runs(aws: Aws, service: Service) -> Runs:
    try:
        here, wanted = caller(aws).account, service.environment.account
        if wanted and here != wanted:
            return Runs(None, f"it belongs to the account {wanted}, and these credentials are of {here}")
        version = running_version(aws, service)
    except OutsideError as refusal:
        return Runs(None, f"{refusal.what}: {refusal.why}")
    return Runs(version or None)
