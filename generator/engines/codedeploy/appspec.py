"""What CodeDeploy does with a new revision: appspec.yaml.

https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
"""

from __future__ import annotations

from typing import Any

from generator.cfn import yaml
from generator.model.service import Service
from generator.naming import placeholder
from generator.resources.capacity import shares

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
        "CapacityProviderStrategy": [
            {"CapacityProvider": share.provider, "Base": share.base, "Weight": share.weight}
            for share in shares(service)
        ],
    }
    document: dict[str, Any] = {
        "version": 0.0,
        "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}],
    }
    hooks = [{_EVENTS[step]: function} for step, function in service.release.hooks.functions]
    if hooks:
        document["Hooks"] = hooks
    return yaml.dump(document, header)
