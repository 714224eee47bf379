"""A load balancer that exists -> complaints where the spec says of it what only its owner can, or names no such one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.load_balancer import ExistingLoadBalancer, full_name
from generator.spec.rules.protocol import Finding, ProjectRule, Reading

OF_OURS = {
    "scheme": "it has one already",
    "waf": "its owner associates a web ACL",
    "certificate": "the listener has its own",
    "domain": "its owner points a name to it, and service and services have route.host",
    "allow": "its owner says who may reach it",
    "test_port": "test_listener names one that is there",
    "test_allow": "its owner says who may reach test_listener",
    "access_logs": "its owner turns them on",
    "deletion_protection": "its owner turns it on",
}
"""What is said of a load balancer that is made, and who says it of another."""
_HERE = ("load_balancer", "existing")


def _check(reading: Reading) -> Iterator[Finding]:
    existing = reading.project.load_balancer.existing
    if existing is None:
        return
    for key, instead in OF_OURS.items():
        if reading.says("load_balancer", key):
            message = f"has no meaning for a load balancer that exists already ({existing.name})"
            hint = f"{instead}: remove it, or write `{key}: null` in environments.{reading.name}.load_balancer"
            yield Finding(reading.at("load_balancer", key), message, hint)
    if reading.project.network.is_created:
        message = f"{existing.name} is in a VPC that exists already, and targets have to be in the same one"
        hint = "name it: network: {vpc: vpc-…, private_subnets: [subnet-…]}"
        yield Finding(reading.culprit(("network", "vpc"), (*_HERE, "listener")), message, hint)
    yield from _test_listener(reading, existing)


def _test_listener(reading: Reading, existing: ExistingLoadBalancer) -> Iterator[Finding]:
    """CodeDeploy and ECS move the rules of both in one deployment, between the same target groups.

    A target group is behind one load balancer alone:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
    """
    test = existing.test_listener
    if test is None:
        return
    where = reading.culprit((*_HERE, "test_listener"), (*_HERE, "listener"))
    if test == existing.listener:
        message = "is the listener that users reach: they would meet a version before its release"
        yield Finding(where, message, "name another listener of the same load balancer, or leave it out")
    elif full_name(test) != existing.full_name:
        message = f"is of {full_name(test)}, and listener of {existing.full_name}"
        yield Finding(where, message, "a target group is behind one load balancer: name another listener of that one")


RULE = ProjectRule(
    "existing-load-balancer", "What is said of a load balancer that exists is what its owner does not say.", _check
)
