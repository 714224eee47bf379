"""The environments of a spec -> the version that each runs, or why nobody knows: asked at the same time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from generator.app.status.service import running_version
from generator.errors import OutsideError
from generator.gitflow.survey import Running, Runs
from generator.live.client import Aws
from generator.live.identity import caller
from generator.model.project import Project

_THREADS = 8


def running(projects: Sequence[Project], connect: Callable[[str], Aws] = Aws) -> Running:
    """Ask all of them now. Raises nothing that AWS refuses: that is the reason why a version is unknown."""
    regions = {project.region: connect(project.region) for project in projects}

    def ask(project: Project) -> Runs:
        return _runs(regions[project.region], project)

    with ThreadPoolExecutor(_THREADS) as pool:
        answers: Mapping[str, Runs] = dict(
            zip((project.environment.name for project in projects), pool.map(ask, projects), strict=True)
        )
    return lambda project: answers[project.environment.name]


def _runs(aws: Aws, project: Project) -> Runs:
    try:
        here, wanted = caller(aws).account, project.environment.account
        if wanted and here != wanted:
            return Runs(None, f"it belongs to the account {wanted}, and these credentials are of {here}")
        version = running_version(aws, *project.services)
    except OutsideError as refusal:
        return Runs(None, f"{refusal.what}: {refusal.why}")
    return Runs(version or None)
