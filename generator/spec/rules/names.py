"""The names of project, environment and service -> a complaint when a name made from them breaks a limit of AWS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.count import counted
from generator.naming import MAIN
from generator.naming.limit import PhysicalName, of_environment, of_service
from generator.problems import Location
from generator.spec.rules.protocol import EnvironmentRule, Finding, Reading

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_RESERVED = {"internal-": "a load balancer", "sthree-": "a bucket", "amzn-s3-demo-": "a bucket"}
"""How names must not begin, and whose names."""


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    first = readings[0]
    project = first.project
    for beginning, whose in _RESERVED.items():
        if f"{project.name}-".startswith(beginning):
            yield Finding(first.at("project"), f"AWS does not allow the name of {whose} to begin with '{beginning}'")
    # The main service's names are the environment's own: what makes them too long is the same.
    services = [reading.service for reading in readings]
    own = [*of_environment(project.names, project.region)]
    own += [name for each in services if each.name == MAIN for name in of_service(each.names, project.region)]
    yield from _too_long(own, project.environment.origin, "the project or of the environment")
    for service in services:
        if service.name != MAIN:
            names = of_service(service.names, project.region)
            yield from _too_long(
                names, service.origin, f"the service, of the environment {first.name} or of the project"
            )


def _too_long(names: Iterable[PhysicalName], where: Location, whose: str) -> Iterator[Finding]:
    """The one that is too long by most."""
    longest = max(names, key=lambda name: len(name.text) - name.limit)
    excess = len(longest.text) - longest.limit
    if excess > 0:
        message = (
            f"the name of the {longest.noun} would be '{longest.text}': {len(longest.text)} characters, "
            f"and AWS allows {longest.limit}"
        )
        yield Finding(where, message, f"save {counted(excess, 'character')} in the name of {whose}")


RULE = EnvironmentRule("names", "Every physical name is within AWS's limits.", _check)
