"""Systems -> services with a circuit breaker where ECS has none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, controller
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_true,
    mapping,
    text,
)
from generator.problems import Severity

_TAKEN = ("ROLLING", "BLUE_GREEN")
"""The API's page names the first, the guide's both; ECS takes it with both.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html
https://github.com/hashicorp/terraform-provider-aws/pull/43434
"""


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        breaker = mapping(service.properties, "DeploymentConfiguration", "DeploymentCircuitBreaker")
        path = ("DeploymentConfiguration", "DeploymentCircuitBreaker")
        if not is_true(breaker, "Enable"):
            continue
        strategy = text(service.properties, "DeploymentConfiguration", "Strategy") or "ROLLING"
        if controller(service) != "ECS":
            message = f"a circuit breaker is for rolling updates; with {controller(service)} ECS refuses it"
            yield Finding(service, message, path)
        elif strategy not in _TAKEN:
            message = f"nothing says that a circuit breaker stops, or may be in, a release by {strategy}"
            yield Finding(service, message, path, "name alarms in Alarms", Severity.WARNING)


RULE = Rule(
    "circuit-breaker",
    "Only a service has a circuit breaker whose tasks ECS itself exchanges, little by little or all at once.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
-      DeploymentController: {Type: CODE_DEPLOY}
+      DeploymentController: {Type: ECS}
       DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: true}}
    """,
)
