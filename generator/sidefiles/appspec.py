"""What CodeDeploy does with a new revision: appspec.yaml.

https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
"""

from __future__ import annotations

from typing import Any

from generator.cfn import yaml
from generator.model.project import Project

TASK_DEFINITION = "<TASK_DEFINITION>"
"""CodeDeployToECS puts the new revision's ARN here. An ARN of one's own would release that one for ever."""

_EVENTS = {
    "before_install": "BeforeInstall",
    "after_install": "AfterInstall",
    "after_test_traffic": "AfterAllowTestTraffic",
    "before_traffic": "BeforeAllowTraffic",
    "after_traffic": "AfterAllowTraffic",
}


def appspec(project: Project, header: str) -> str:
    """The capacity providers are here and not in the service, which no one can change: a release can."""
    properties = {
        "TaskDefinition": TASK_DEFINITION,
        "LoadBalancerInfo": {
            "ContainerName": project.names.container,
            "ContainerPort": project.service.port,
        },
        "PlatformVersion": "LATEST",
        "CapacityProviderStrategy": _capacity(project),
    }
    document: dict[str, Any] = {
        "version": 0.0,
        "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}],
    }
    hooks = [{_EVENTS[step]: function} for step, function in project.release.hooks.functions]
    if hooks:
        document["Hooks"] = hooks
    return yaml.dump(document, header)


def _capacity(project: Project) -> list[dict[str, Any]]:
    """With Spot, one task stays on demand and three of four of the others are Spot."""
    on_demand = {"CapacityProvider": "FARGATE", "Base": int(project.service.spot), "Weight": 1}
    spot = {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 3}
    return [on_demand, spot] if project.service.spot else [on_demand]
