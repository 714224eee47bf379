"""An ECS service that ECS deploys itself: a change of what its tasks are is a deployment."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.gate.value import setting

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
            strategy = setting(before.properties, "ROLLING", "DeploymentConfiguration", "Strategy")
            rolls = "ECS starts new tasks and stops the old ones once the new are well"
            said = rolls if strategy == "ROLLING" else "ECS starts new tasks and shifts the traffic as in a release"
            yield Reason(change, Consequence.UPDATED, said, who="users, once the new tasks answer")


FACT = Fact(
    "rolling-service", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html", _find
)
