"""Where the load balancer sends requests: listeners, the weights in their rules, target groups and their health.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.live.answer import first
from generator.live.client import Aws, AwsError

HEALTHY = "healthy"


@dataclass(frozen=True)
class LiveLoadBalancer:
    """One load balancer."""

    arn: str
    name: str
    dns_name: str
    state: str
    """``active``, ``provisioning``, ``active_impaired`` or ``failed``."""
    vpc: str = ""
    """The id of the VPC that it is in."""
    security_groups: tuple[str, ...] = ()
    """Their ids."""


@dataclass(frozen=True)
class LiveListener:
    """One listener."""

    arn: str
    port: int
    protocol: str
    """``HTTP`` or ``HTTPS``."""


@dataclass(frozen=True)
class LiveRule:
    """One rule of a listener."""

    arn: str
    priority: str
    """A number, or ``default``."""
    weights: Mapping[str, int]
    """The ARNs of target groups that it forwards to, each with its weight; empty when it forwards nothing."""

    @property
    def percents(self) -> Mapping[str, float]:
        """The share of the traffic of each, from 0 to 100."""
        total = sum(self.weights.values())
        return {arn: 100 * weight / total if total else 0.0 for arn, weight in self.weights.items()}


@dataclass(frozen=True)
class LiveTargetGroup:
    """One target group."""

    arn: str
    name: str
    port: int
    type: str
    """``ip`` for Fargate."""
    load_balancers: tuple[str, ...]
    """The ARNs of those that may send requests to it."""


@dataclass(frozen=True)
class Target:
    """One target of a target group: a task's address."""

    id: str
    port: int
    state: str
    """``healthy``, ``unhealthy``, ``initial``, ``draining``, ``unused`` or ``unavailable``."""
    reason: str
    """Why it is not healthy, in AWS's words."""


def find_load_balancer(aws: Aws, name: str) -> LiveLoadBalancer | None:
    """The load balancer of that name; None when there is none."""
    try:
        answer = aws.call(aws.client("elbv2").describe_load_balancers, Names=[name])
    except AwsError as error:
        if error.code == "LoadBalancerNotFound":
            return None
        raise
    found = first(answer, "LoadBalancers")
    return LiveLoadBalancer(
        arn=found.get("LoadBalancerArn", ""),
        name=found.get("LoadBalancerName", ""),
        dns_name=found.get("DNSName", ""),
        state=found.get("State", {}).get("Code", ""),
        vpc=found.get("VpcId", ""),
        security_groups=tuple(found.get("SecurityGroups", ())),
    )


def listeners(aws: Aws, load_balancer: str) -> tuple[LiveListener, ...]:
    """The listeners of a load balancer, which is given by its ARN."""
    rows = aws.pages("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=load_balancer)
    return tuple(LiveListener(row.get("ListenerArn", ""), row.get("Port", 0), row.get("Protocol", "")) for row in rows)


def rules(aws: Aws, listener: str) -> tuple[LiveRule, ...]:
    """The rules of a listener, which is given by its ARN: in the order of their priority, the default one last."""
    found = [
        LiveRule(row.get("RuleArn", ""), row.get("Priority", ""), _weights(row.get("Actions", ())))
        for row in aws.pages("elbv2", "describe_rules", "Rules", ListenerArn=listener)
    ]
    return tuple(sorted(found, key=lambda rule: (not rule.priority.isdecimal(), rule.priority.zfill(5))))


def target_groups(aws: Aws, names: Sequence[str]) -> tuple[LiveTargetGroup, ...]:
    """Target groups by their names; none when one of them is not there."""
    try:
        answer = aws.call(aws.client("elbv2").describe_target_groups, Names=list(names))
    except AwsError as error:
        if error.code == "TargetGroupNotFound":
            return ()
        raise
    return tuple(
        LiveTargetGroup(
            arn=found.get("TargetGroupArn", ""),
            name=found.get("TargetGroupName", ""),
            port=found.get("Port", 0),
            type=found.get("TargetType", ""),
            load_balancers=tuple(found.get("LoadBalancerArns", ())),
        )
        for found in answer.get("TargetGroups", ())
    )


def targets(aws: Aws, target_group: str) -> tuple[Target, ...]:
    """The targets of a target group, which is given by its ARN, and their health.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    """
    answer = aws.call(aws.client("elbv2").describe_target_health, TargetGroupArn=target_group)
    return tuple(map(_target, answer.get("TargetHealthDescriptions", ())))


def forward(aws: Aws, rule: str, weights: Mapping[str, int]) -> None:
    """Have a rule, given by its ARN, forward to these target groups with these weights.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html
    """
    groups = [{"TargetGroupArn": group, "Weight": weight} for group, weight in weights.items()]
    action = {"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}
    aws.call(aws.client("elbv2").modify_rule, RuleArn=rule, Actions=[action])


def _weights(actions: Sequence[Mapping[str, Any]]) -> Mapping[str, int]:
    """A rule that names one target group may say so in two ways; without a weight, it is 1."""
    for action in actions:
        if action.get("Type") == "forward":
            groups = action.get("ForwardConfig", {}).get("TargetGroups")
            if groups:
                return {group["TargetGroupArn"]: group.get("Weight", 1) for group in groups}
            return {action["TargetGroupArn"]: 1}
    return {}


def _target(found: Mapping[str, Any]) -> Target:
    target, health = found.get("Target", {}), found.get("TargetHealth", {})
    return Target(
        id=target.get("Id", ""),
        port=target.get("Port", 0),
        state=health.get("State", ""),
        reason=health.get("Description") or health.get("Reason", ""),
    )
