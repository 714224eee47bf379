"""What CodeDeploy does with a new revision: appspec.yaml.

https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
"""

from __future__ import annotations

from typing import Any

from generator.cfn import yaml
from generator.model.service import Service
from generator.naming import placeholder

_EVENTS = {
    "before_install": "BeforeInstall",
    "after_install": "AfterInstall",
    "after_test_traffic": "AfterAllowTestTraffic",
    "before_traffic": "BeforeAllowTraffic",
    "after_traffic": "AfterAllowTraffic",
}


def appspec(service: Service, header: str) -> str:
    """The capacity providers are here and not in the service, which no one can change: a release can."""
    properties = {
        "TaskDefinition": placeholder.REVISION,
        "LoadBalancerInfo": {
            "ContainerName": service.names.container,
            "ContainerPort": service.container.port,
        },
        "PlatformVersion": "LATEST",
        "CapacityProviderStrategy": _capacity(service),
    }
    document: dict[str, Any] = {
        "version": 0.0,
        "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}],
    }
    hooks = [{_EVENTS[step]: function} for step, function in service.release.hooks.functions]
    if hooks:
        document["Hooks"] = hooks
    return yaml.dump(document, header)


def _capacity(service: Service) -> list[dict[str, Any]]:
    """With Spot, one task stays on demand and three of four of the others are Spot."""
    on_demand = {"CapacityProvider": "FARGATE", "Base": int(service.container.spot), "Weight": 1}
    spot = {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 3}
    return [on_demand, spot] if service.container.spot else [on_demand]
