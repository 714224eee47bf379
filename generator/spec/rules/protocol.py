"""What a cross-field rule is: from one reading, or all readings of a spec, to findings at the right lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from generator.model.container import Container
from generator.model.job import Job
from generator.model.project import Project
from generator.model.service import Service
from generator.problems import Location
from generator.spec.node import Mapping, Step, find, reach


class Finding(NamedTuple):
    """A complaint before the rule's id is put to it."""

    location: Location
    message: str
    hint: str = ""


class Reading(NamedTuple):
    """One service in one environment: as built, and the document that it was built from, to find lines in.

    The document of every service has the same form: what the spec says of it is at the keys of the main one. That of a
    job is the one of its service, with the job's own task at ``service``, and the rest of it at ``job``.
    """

    service: Service
    document: Mapping
    job: Job | None = None
    """Of which job it is; None where it is of the service itself."""

    @property
    def container(self) -> Container:
        """What runs."""
        return (self.job or self.service).container

    @property
    def project(self) -> Project:
        """What the services of its environment share."""
        return self.service.project

    @property
    def name(self) -> str:
        """The environment's name."""
        return self.project.environment.name

    def at(self, *path: Step) -> Location:
        """Where the value at ``path`` is written; if it is left out, where it would belong."""
        return reach(self.document, path).location

    def says(self, *path: Step) -> bool:
        """Whether the spec itself has a value at ``path``, not just a default."""
        return find(self.document, path) is not None

    def culprit(self, *paths: Sequence[Step]) -> Location:
        """Of values that do not go together, the one to blame: the environment's own, else the first one written."""
        written = [self.at(*path) for path in paths if self.says(*path)]
        own = f"environments.{self.name}."
        for location in written:
            if location.path.startswith(own):
                return location
        return written[0] if written else self.at(*paths[0])


class ServiceRule(NamedTuple):
    """A rule that one service keeps or breaks by itself, in one environment."""

    id: str
    description: str
    check: Callable[[Reading], Iterator[Finding]]


class JobRule(NamedTuple):
    """A rule that one job keeps or breaks by itself, in one environment."""

    id: str
    description: str
    check: Callable[[Reading], Iterator[Finding]]


class ProjectRule(NamedTuple):
    """A rule about what services share, which one environment keeps or breaks by itself."""

    id: str
    description: str
    check: Callable[[Reading], Iterator[Finding]]


class EnvironmentRule(NamedTuple):
    """A rule that the services of one environment keep or break together."""

    id: str
    description: str
    check: Callable[[Sequence[Reading]], Iterator[Finding]]


class SpecRule(NamedTuple):
    """A rule that several services or environments keep or break together."""

    id: str
    description: str
    check: Callable[[Sequence[Reading]], Iterator[Finding]]
