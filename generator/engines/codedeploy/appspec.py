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
    """Capacity providers and security groups of others are here and not in the service, which no one can change.

    A release can. It says all of a network or nothing, which leaves the tasks' as it is.
    """
    properties = {
        "TaskDefinition": placeholder.REVISION,
        "LoadBalancerInfo": {
            "ContainerName": service.target_container,
            "ContainerPort": service.container.target_port,
        },
        "PlatformVersion": "LATEST",
        **_network(service),
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


def _network(service: Service) -> dict[str, Any]:
    groups = service.container.security_groups
    if groups is None:
        return {}
    configuration = {
        "Subnets": placeholder.SUBNETS,
        "SecurityGroups": [placeholder.SECURITY_GROUP, *groups],
        "AssignPublicIp": "DISABLED" if service.project.network.has_private_tasks else "ENABLED",
    }
    return {"NetworkConfiguration": {"AwsvpcConfiguration": configuration}}
