"""Systems -> releases that take longer than the action that waits for them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.blue_green import GROUP, SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import (
    mapping,
    number,
    text,
)

_ECS_ACTION_MINUTES = 60
_CODE_DEPLOY_MINUTES = 5 * 24 * 60


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        if action.provider == "ECS":
            service = system.find(SERVICE, action.configuration.get("ServiceName"))
            minutes = _native_minutes(service) if service else 0
            limit = number(action.configuration, "DeploymentTimeout") or _ECS_ACTION_MINUTES
        elif action.provider == "CodeDeployToECS":
            group = system.find(GROUP, action.configuration.get("DeploymentGroupName"))
            minutes = _code_deploy_minutes(group) if group else 0
            limit = _CODE_DEPLOY_MINUTES
        else:
            continue
        if minutes >= limit:
            message = f"{action.name} waits {limit:,} minutes for a release that takes {minutes:,} and more"
            yield Finding(action.pipeline, message, action.path)


def _native_minutes(service: Resource) -> int:
    configuration = mapping(service.properties, "DeploymentConfiguration")
    strategy = text(configuration, "Strategy")
    if strategy not in ("CANARY", "LINEAR", "BLUE_GREEN"):
        return 0
    bake = number(configuration, "BakeTimeInMinutes")
    minutes = 15 if bake is None else bake
    if strategy == "CANARY":
        canary = number(configuration, "CanaryConfiguration", "CanaryBakeTimeInMinutes")
        minutes += 10 if canary is None else canary
    if strategy == "LINEAR":
        step = number(configuration, "LinearConfiguration", "StepBakeTimeInMinutes")
        percent = number(configuration, "LinearConfiguration", "StepPercent") or 10
        minutes += (6 if step is None else step) * (-(-100 // percent) - 1)
    return minutes


def _code_deploy_minutes(group: Resource) -> int:
    blue_green = mapping(group.properties, "BlueGreenDeploymentConfiguration")
    ready = number(blue_green, "DeploymentReadyOption", "WaitTimeInMinutes") or 0
    old = number(blue_green, "TerminateBlueInstancesOnDeploymentSuccess", "TerminationWaitTimeInMinutes") or 0
    return ready + old


RULE = Rule(
    "release-time",
    "The deploy action waits longer than a release takes.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {Category: Deploy, Owner: AWS, Provider: ECS, Version: "1"}
               Configuration: {ClusterName: shop, ServiceName: shop}
   Service:
     Type: AWS::ECS::Service
     Properties:
       ServiceName: shop
       DeploymentConfiguration:
         Strategy: BLUE_GREEN
         Alarms: {Enable: true, Rollback: true, AlarmNames: [errors]}
-        BakeTimeInMinutes: 90
+        BakeTimeInMinutes: 30
    """,
)
