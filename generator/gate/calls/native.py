"""A service that ECS shifts itself -> what ECS calls with the role of its load balancer, and with those of its hooks.

https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import arn
from generator.gate.blue_green import LISTENER
from generator.gate.calls.call import ANYTHING, Call, each
from generator.gate.native import Swap, natives
from generator.gate.system import System
from generator.gate.value import text

_FUNCTION = "AWS::Lambda::Function"
_TARGETS = ("elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets")
_READ = (
    "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
    "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules",
)  # fmt: skip
_WHY = "ECS calls to shift a release"


def calls(system: System) -> Iterator[Call]:
    """Of all such services."""
    for native in natives(system):
        for swap in native.swaps:
            yield from each(swap.role, _READ, "*", _WHY)
            yield from each(swap.role, _TARGETS, ANYTHING, _WHY)
            yield Call(swap.role, _shift(system, swap), ANYTHING, _WHY)
        for _, hook in native.hooks:
            function = text(hook, "HookTargetArn")
            resource = arn(system, _FUNCTION, function) if function else ANYTHING
            yield Call(hook.get("RoleArn"), "lambda:InvokeFunction", resource, "ECS calls for a hook")


def _shift(system: System, swap: Swap) -> str:
    """A network load balancer has no rules: there the listener itself changes."""
    place = system.at(swap.advanced.get("ProductionListenerRule"))
    is_listener = place is not None and place.type == LISTENER
    return f"elasticloadbalancing:{'ModifyListener' if is_listener else 'ModifyRule'}"
