"""The project's and the environment's name -> a complaint when a name made from them breaks a limit of AWS."""

from __future__ import annotations

from collections.abc import Iterator

from generator.count import counted
from generator.naming import EnvironmentNames, ServiceNames
from generator.naming.limit import physical
from generator.spec.rules.protocol import Finding, ProjectRule, Reading

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_RESERVED = {"internal-": "a load balancer", "sthree-": "a bucket", "amzn-s3-demo-": "a bucket"}
"""How names must not begin, and whose names."""


def _check(reading: Reading) -> Iterator[Finding]:
    project = reading.project
    for beginning, whose in _RESERVED.items():
        if f"{project.name}-".startswith(beginning):
            yield Finding(reading.at("project"), f"AWS does not allow the name of {whose} to begin with '{beginning}'")
    longest = max(
        physical(ServiceNames(EnvironmentNames(project.name, reading.name))),
        key=lambda name: len(name.text) - name.limit,
    )
    excess = len(longest.text) - longest.limit
    if excess > 0:
        message = (
            f"the name of the {longest.noun} would be '{longest.text}': {len(longest.text)} characters, "
            f"and AWS allows {longest.limit}"
        )
        hint = f"save {counted(excess, 'character')} in the name of the project or of the environment"
        yield Finding(project.environment.origin, message, hint)


RULE = ProjectRule("names", "Every physical name is within AWS's limits, in the region with the longest name.", _check)
