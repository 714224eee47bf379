"""The names of project, environment and service -> a complaint when a name made from them breaks a limit of AWS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.count import counted
from generator.model.project import Project
from generator.naming import MAIN
from generator.naming.limit import PhysicalName, of_environment, of_job, of_service, of_worker
from generator.problems import Location
from generator.spec.rules.protocol import Finding, Reading, SpecRule

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_RESERVED = {"internal-": "a load balancer", "sthree-": "a bucket", "amzn-s3-demo-": "a bucket"}
"""How names must not begin, and whose names."""


class _Excess(NamedTuple):
    """By how many characters a name is too long, and the complaint."""

    characters: int
    finding: Finding


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    for reading in readings[:1]:
        yield from _reserved(reading)
    # One line, one complaint: what is saved for the longest name is enough for those of all environments.
    worst: dict[Location, _Excess] = {}
    for excess in _too_long(readings):
        where = excess.finding.location
        worst[where] = max(worst.get(where, excess), excess, key=lambda each: each.characters)
    for excess in worst.values():
        yield excess.finding


def _reserved(reading: Reading) -> Iterator[Finding]:
    for beginning, whose in _RESERVED.items():
        if f"{reading.project.name}-".startswith(beginning):
            yield Finding(reading.at("project"), f"AWS does not allow the name of {whose} to begin with '{beginning}'")


def _too_long(readings: Sequence[Reading]) -> Iterator[_Excess]:
    environments = {reading.name: reading for reading in reversed(readings)}
    for name, reading in reversed([*environments.items()]):
        project = reading.project
        # The main service's names are the environment's own: what makes them too long is the same.
        longest = max(_own(project), key=_excess)
        if _excess(longest) < len(name):
            yield from _told(longest, project.environment.origin, "the environment or of the project")
        else:  # No name of an environment is short enough.
            yield from _told(longest, reading.at("project"), f"the project, or of it and the environment {name}")
        for service in project.services:
            if service.name != MAIN:
                limited = of_service if service.answers else of_worker
                longest = max(limited(service.names, project.region), key=_excess)
                whose = f"the {service.kind}, of the environment {name} or of the project"
                yield from _told(longest, service.origin, whose)
        for job in project.jobs:
            longest = max(of_job(job.names, project.region), key=_excess)
            yield from _told(longest, job.origin, f"the job, of the environment {name} or of the project")


def _own(project: Project) -> Iterator[PhysicalName]:
    yield from of_environment(project.names, project.region)
    for service in project.services:
        if service.name == MAIN:
            yield from of_service(service.names, project.region)


def _excess(name: PhysicalName) -> int:
    return len(name.text) - name.limit


def _told(name: PhysicalName, where: Location, whose: str) -> Iterator[_Excess]:
    excess = _excess(name)
    if excess > 0:
        message = (
            f"the name of the {name.noun} would be '{name.text}': {len(name.text)} characters, "
            f"and AWS allows {name.limit}"
        )
        yield _Excess(excess, Finding(where, message, f"save {counted(excess, 'character')} in the name of {whose}"))


RULE = SpecRule("names", "Every physical name is within AWS's limits.", _check)
