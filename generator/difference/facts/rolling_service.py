"""An ECS service that ECS deploys itself: a change of what its tasks are is a deployment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.difference.change import Fate, ResourceChange
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.gate.value import number, setting

_DEPLOYS = (
    "CapacityProviderStrategy",
    "ForceNewDeployment",
    "LoadBalancers",
    "NetworkConfiguration",
    "PlatformVersion",
    "PropagateTags",
    "ServiceConnectConfiguration",
    "ServiceRegistries",
    "TaskDefinition",
    "VolumeConfigurations",
)
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"""


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of("AWS::ECS::Service"):
        before = change.before
        if before is None or setting(before.properties, "ECS", "DeploymentController", "Type") != "ECS":
            continue
        if change.fate is Fate.UPDATED and change.touches(*_DEPLOYS):
            yield _reason(change, change.resource.properties)


def _reason(change: ResourceChange, properties: Mapping[str, Any]) -> Reason:
    """By the strategy that the update leaves: UpdateService takes it together with the tasks."""
    if setting(properties, "ROLLING", "DeploymentConfiguration", "Strategy") != "ROLLING":
        said = "ECS starts new tasks and shifts the traffic as in a release"
    elif (number(properties, "DeploymentConfiguration", "MaximumPercent") or 200) > 100:
        said = "ECS starts new tasks and stops the old ones once the new are well"
    else:
        said = "ECS stops old tasks before it starts new ones: until those run, none or fewer work"
        return Reason(change, Consequence.INTERRUPTED, said, who="who waits for its work")
    return Reason(change, Consequence.UPDATED, said, who="users, once the new tasks answer")


FACT = Fact(
    "rolling-service", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html", _find
)
