"""Every environment of some specs -> how each of its services is, or why AWS was not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.app.run.batch import Result
from generator.app.run.target import target
from generator.app.status.environment import Status, status
from generator.errors import OutsideError
from generator.live.client import Aws
from generator.model.project import Project
from generator.model.service import Service


@dataclass(frozen=True)
class Looked:
    """One service of one environment, and what was found."""

    service: Service
    found: Status | OutsideError
    """The error where these credentials are no good for the environment."""

    @property
    def name(self) -> str:
        """Project, environment, and the service where there are several."""
        project = self.service.project
        words = [project.name, project.environment.name]
        return " ".join([*words, self.service.name] if len(project.services) > 1 else words)


def fleet(
    results: Sequence[Result], connect: Callable[[str], Aws], environments: Sequence[str] = ()
) -> Iterator[Looked]:
    """In the order of the specs; what one account refuses keeps no other environment from being shown.

    ``environments`` are all where none is named.
    """
    for result in results:
        for project in result.build.projects:
            if environments and project.environment.name not in environments:
                continue
            yield from _environment(result, project, connect)


def _environment(result: Result, project: Project, connect: Callable[[str], Aws]) -> Iterator[Looked]:
    first, *_ = project.services
    try:
        there = target(result, first, connect)
    except OutsideError as refusal:
        yield from (Looked(service, refusal) for service in project.services)
    else:
        yield from (Looked(service, status(replace(there, service=service))) for service in project.services)
