"""A changed property of what releases own -> the key of the spec that asks for it, if its section says too little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Key = tuple[str, ...]
"""As the main service has it: the spec says the same of the others in their own place."""

_KEYS: Mapping[str, Mapping[str, Key]] = {
    "AWS::ECS::Service": {
        "EnableExecuteCommand": ("service", "exec"),
        "HealthCheckGracePeriodSeconds": ("service", "health_check", "grace"),
        "LoadBalancers": ("service", "port"),
        "NetworkConfiguration": ("network", "placement"),
    },
    "AWS::ElasticLoadBalancingV2::ListenerRule": {
        "Conditions": ("route",),
        "ListenerArn": ("load_balancer",),
        "Priority": ("route", "priority"),
    },
    "AWS::ElasticLoadBalancingV2::TargetGroup": {
        "Port": ("service", "port"),
        "VpcId": ("network", "vpc"),
    },
}


def asked_by(resource_type: str, properties: Iterable[str]) -> Key | None:
    """The key behind the first of the properties that has one; None where the resource's section is all that is known.

    A property is named as a change set names it: its first part counts.
    """
    keys = _KEYS.get(resource_type, {})
    return next((keys[name] for each in properties if (name := each.partition("/")[0]) in keys), None)
