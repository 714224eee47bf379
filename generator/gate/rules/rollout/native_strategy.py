"""Systems -> services that are told to shift traffic by ECS and by CodeDeploy at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, controller
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    mappings,
)


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        if controller(service) == "ECS":
            continue
        path = ("DeploymentConfiguration",)
        configuration = mapping(service.properties, "DeploymentConfiguration")
        only = (
            "Strategy",
            "CanaryConfiguration",
            "LinearConfiguration",
            "LifecycleHooks",
            "Alarms",
            "BakeTimeInMinutes",
        )
        for key in (key for key in only if key in configuration and configuration[key] != "ROLLING"):
            message = f"{key} is for the controller ECS; with {controller(service)} the deployment group has it"
            yield Finding(service, message, (*path, key))
        for index, balancer in enumerate(mappings(service.properties, "LoadBalancers")):
            if "AdvancedConfiguration" in balancer:
                message = f"AdvancedConfiguration is for the controller ECS, not for {controller(service)}"
                yield Finding(service, message, ("LoadBalancers", index))


RULE = Rule(
    "native-strategy",
    "A service under CODE_DEPLOY leaves strategy, hooks and alarms to its deployment group.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       DeploymentController: {Type: CODE_DEPLOY}
-      DeploymentConfiguration: {Strategy: CANARY, CanaryConfiguration: {CanaryPercent: 10}}
    """,
)
