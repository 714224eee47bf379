"""Systems -> pipelines that give a job a new image before the release of that image has succeeded."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import Action, actions_of
from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.schedule import SCHEDULE
from generator.gate.stack_update import stack_updates
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.gate.value import mapping
from generator.problems import Severity

_SHIFTING = frozenset({"CodeDeployToECS", "ECS"})


def _check(system: System) -> Iterator[Finding]:
    updates = [*stack_updates(system)]
    releasing = [each.action for each in updates if _has(each.template, SERVICE)]
    for update in updates:
        if not _has(update.template, SCHEDULE) or _has(update.template, SERVICE):
            continue
        action = update.action
        own = [each for each in actions_of(action.pipeline) if _releases(each, releasing)]
        later = [each for each in own if each.order >= action.order]
        if later:
            message = (
                f"{action.name} gives what runs at its times the new image while {later[0].name} still tries it: a "
                "release that is taken back leaves it there"
            )
            hint = f"put it into a stage after {later[0].name}"
            yield Finding(action.pipeline, message, action.path, hint)


def _releases(action: Action, releasing: list[Action]) -> bool:
    is_one = any(each.pipeline is action.pipeline and each.path == action.path for each in releasing)
    return is_one or action.provider in _SHIFTING


def _has(template: Subject, kind: str) -> bool:
    return any(mapping(body).get("Type") == kind for body in mapping(template.data, "Resources").values())


RULE = Rule(
    "schedule-order",
    "A pipeline updates what runs at its times after the action that releases the service.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
    _check,
    """
 templates:
   schedule:
     Parameters:
       Image: {Type: String, AllowedPattern: ".*/shop@sha256:[0-9a-f]{64}"}
     Resources:
       Schedule:
         Type: AWS::Scheduler::Schedule
         Properties:
           ScheduleExpression: rate(1 day)
           FlexibleTimeWindow: {Mode: "OFF"}
           Target:
             Arn: arn:aws:ecs:us-west-2:111122223333:cluster/shop
             RoleArn: arn:aws:iam::111122223333:role/scheduler
   service:
     Parameters:
       Image: {Type: String, AllowedPattern: ".*/shop@sha256:[0-9a-f]{64}"}
     Resources:
       Service:
         Type: AWS::ECS::Service
         Properties:
           Cluster: shop
           LaunchType: FARGATE
           DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: true}}
   pipeline:
     Resources:
       Pipeline:
         Type: AWS::CodePipeline::Pipeline
         Properties:
           ArtifactStore: {Type: S3, Location: artifacts}
           Stages:
             - Name: Deploy
               Actions:
                 - Name: Deploy
                   RunOrder: 1
                   ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: "1"}
                   Configuration:
                     ActionMode: CREATE_UPDATE
                     StackName: shop
                     RoleArn: arn:aws:iam::111122223333:role/release
                     TemplatePath: BuildOutput::service.yaml
                     TemplateConfiguration: BuildOutput::service.json
                     ParameterOverrides: '{"Image": "registry/shop"}'
                 - Name: Jobs
-                  RunOrder: 1
+                  RunOrder: 2
                   ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: "1"}
                   Configuration:
                     ActionMode: CREATE_UPDATE
                     StackName: nightly
                     RoleArn: arn:aws:iam::111122223333:role/release
                     TemplatePath: BuildOutput::schedule.yaml
                     TemplateConfiguration: BuildOutput::schedule.json
                     ParameterOverrides: '{"Image": "registry/shop"}'
    """,
    severity=Severity.WARNING,
)
