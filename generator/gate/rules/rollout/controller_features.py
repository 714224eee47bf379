"""Systems -> services that use what their deployment controller does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE, controller
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_true, is_unknown, text


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        by = controller(service)
        if by == "ECS" or is_unknown(service.properties, "DeploymentController"):
            continue
        if is_true(service.properties, "ServiceConnectConfiguration", "Enabled"):
            message = f"Service Connect is for deployments by ECS itself; {by} deploys this service"
            yield Finding(service, message, ("ServiceConnectConfiguration",))
        if text(service.properties, "SchedulingStrategy") == "DAEMON":
            yield Finding(service, f"{by} deploys no DAEMON: only REPLICA", ("SchedulingStrategy",))
        if is_true(service.properties, "DeploymentConfiguration", "Alarms", "Enable"):
            message = f"ECS watches alarms of its own deployments only, and {by} deploys this service"
            hint = "name the alarms in the AlarmConfiguration of the deployment group"
            yield Finding(service, message, ("DeploymentConfiguration", "Alarms"), hint)


RULE = Rule(
    "controller-features",
    "A service that CodeDeploy releases uses nothing that is for deployments by ECS itself.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       DeploymentController: {Type: CODE_DEPLOY}
-      ServiceConnectConfiguration: {Enabled: true, Namespace: shop}
+      ServiceConnectConfiguration: {Enabled: false}
    """,
)
