"""``service.security_groups`` -> complaints where no task could have them all."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_MOST = 5
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html"""
_HERE = ("service", "security_groups")


def _check(reading: Reading) -> Iterator[Finding]:
    container = reading.container
    groups = container.security_groups or ()
    if not groups:
        return
    if reading.project.network.is_created:
        message = "a security group that exists is of a VPC that exists, and the VPC of this environment is only made"
        hint = (
            "name the VPC that they are of, and its subnets: `network: {vpc: vpc-…, …}`; or let theirs let these tasks "
            "in, by the output SecurityGroupId of the stack routes"
        )
        yield Finding(reading.culprit(_HERE, ("network", "vpc")), message, hint)
    if container.connect and len(groups) > _MOST - 2:
        message = f"are {len(groups)}: a task has {_MOST} at most, and canaryform makes one, and another for connect"
        yield Finding(reading.culprit(_HERE, ("service", "connect")), message, f"write {_MOST - 2} at most")


RULE = ServiceRule("security-groups", "Tasks have the security groups of their VPC, five at most.", _check)
