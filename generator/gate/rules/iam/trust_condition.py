"""Systems -> roles that the service which is to take them on never can, for the condition of their trust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.gate.action import PIPELINE
from generator.gate.arn import arn, readable
from generator.gate.calls.task import execution_role, task_role
from generator.gate.condition import failing
from generator.gate.policy import ROLE, trusts
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, mappings, text

_PROJECT = "AWS::CodeBuild::Project"
_RULE = "AWS::Events::Rule"


def _check(system: System) -> Iterator[Finding]:
    told = set()
    for reference, service, source, user in _uses(system):
        role = system.find(ROLE, reference)
        if role is None or (role.token, service) in told:
            continue
        own = [item for item in trusts(system) if item.owner is role and item.allows and service in item.services]
        context: Mapping[str, str] = {"aws:sourcearn": source} if source else {}
        keys = [failing(system, item.data.get("Condition"), context) for item in own]
        if own and all(keys):
            told.add((role.token, service))
            message = f"{service} cannot take on the role for {user}: {keys[0]} asks for something else than {source}"
            yield Finding(role, message, (*own[0].path, "Condition"))


def _uses(system: System) -> Iterator[tuple[object, str, str, str]]:
    """A role, the service that takes it on, for which source (the pages below name each), and a word for that."""
    # https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
    for project in system.of(_PROJECT):
        source = arn(system, _PROJECT, project.token)
        yield project.properties.get("ServiceRole"), "codebuild.amazonaws.com", source, project.id
    # https://docs.aws.amazon.com/codedeploy/latest/userguide/cross-service-confused-deputy-prevention.html
    for group in system.of("AWS::CodeDeploy::DeploymentGroup"):
        yield group.properties.get("ServiceRoleArn"), "codedeploy.amazonaws.com", _group(system, group), group.id
    for pipeline in system.of(PIPELINE):
        source = arn(system, PIPELINE, pipeline.token)
        yield pipeline.properties.get("RoleArn"), "codepipeline.amazonaws.com", source, pipeline.id
    # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
    for rule in system.of(_RULE):
        name = text(rule.properties, "Name")
        source = readable(system, f"arn:…:events:${{AWS::Region}}:…:rule/{name}") if is_literal(name) else ""
        for target in mappings(rule.properties, "Targets") if _is_on_default_bus(rule) else ():
            yield target.get("RoleArn"), "events.amazonaws.com", source, rule.id
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cross-service-confused-deputy-prevention.html
    tasks = readable(system, "arn:…:ecs:${AWS::Region}:…:*")
    for task in system.tasks:
        for reference in (execution_role(system, task), task_role(system, task)):
            yield reference, "ecs-tasks.amazonaws.com", tasks, "tasks"


def _is_on_default_bus(rule: Resource) -> bool:
    """The ARN of another bus's rule has the name of the bus in it."""
    return "EventBusName" not in rule.properties


def _group(system: System, group: Resource) -> str:
    application = text(group.properties, "ApplicationName")
    if not (application and group.name):
        return ""
    return readable(system, f"arn:…:codedeploy:${{AWS::Region}}:…:deploymentgroup:{application}/{group.name}")


RULE = Rule(
    "trust-condition",
    "The trust of a role has conditions that the service meets which is to take it on.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cross-service-confused-deputy-prevention.html",
    _check,
    """
 region: eu-central-1
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: ecs-tasks.amazonaws.com}
             Action: sts:AssumeRole
             Condition:
-              ArnLike: {aws:SourceArn: "arn:aws:ecs:us-west-2:111122223333:*"}
+              ArnLike: {aws:SourceArn: "arn:aws:ecs:eu-central-1:111122223333:*"}
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties: {Family: shop, TaskRoleArn: {"Fn::GetAtt": [Role, Arn]}}
    """,
)
