"""Systems -> releases that move a service away from the capacity providers that it runs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.appspec import targets
from generator.gate.blue_green import SERVICE, controller
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, lacks, mappings, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    services = [each for each in system.of(SERVICE) if controller(each) == "CODE_DEPLOY" and _is_said(each)]
    for appspec in system.appspecs:
        for target in targets(appspec):
            for service in services:
                name = text(target.properties, "LoadBalancerInfo", "ContainerName")
                if not target.properties or name not in _containers(service):
                    continue
                if lacks(target.properties, "CapacityProviderStrategy"):
                    if _names(service.properties) == ["FARGATE"]:
                        continue
                    message = (
                        f"names no CapacityProviderStrategy, and the service runs on {_shown(service)}: "
                        "the first release moves it away from there"
                    )
                    yield Finding(appspec, message, (*target.path, "Properties"), "repeat the service's own here")


def _is_said(service: Resource) -> bool:
    """Whether it says what it runs on."""
    return bool(_names(service.properties)) and not is_unknown(service.properties, "CapacityProviderStrategy")


def _names(properties: Mapping[str, Any]) -> list[str]:
    return [text(item, "CapacityProvider") for item in mappings(properties, "CapacityProviderStrategy")]


def _shown(service: Resource) -> str:
    return ", ".join(_names(service.properties))


def _containers(service: Resource) -> set[Any]:
    return {text(item, "ContainerName") for item in mappings(service.properties, "LoadBalancers")}


RULE = Rule(
    "appspec-capacity",
    "An appspec repeats the capacity providers of its service, which a release without them leaves.",
    "https://github.com/aws/containers-roadmap/issues/1752",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       DeploymentController: {Type: CODE_DEPLOY}
       CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT, Weight: 1}]
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: arn}]
 appspec.yaml:
   version: 0.0
   Resources:
     - TargetService:
         Type: AWS::ECS::Service
         Properties:
           TaskDefinition: "<TASK_DEFINITION>"
           LoadBalancerInfo: {ContainerName: shop, ContainerPort: 3000}
+          CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT, Weight: 1}]
    """,
    severity=Severity.WARNING,
)
