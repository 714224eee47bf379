"""A pipeline -> what its actions call with its role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.action import PIPELINE, Action, actions_of
from generator.gate.arn import arn, is_arn, readable
from generator.gate.beside import beside
from generator.gate.blue_green import releases
from generator.gate.calls.call import ANYTHING, Call, each
from generator.gate.calls.task import passed
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, mappings, text

_ACL = "s3:PutObjectAcl"
"""The upload sets an ACL, and is denied without it: https://github.com/aws/aws-cdk/issues/13557, for which AWS's own
library grants it since (https://github.com/aws/aws-cdk/pull/13637), as the role does that CodePipeline's console makes.
The action's page does not name it, so that a role without it gets a warning."""
_APPLICATION = (
    "codedeploy:GetApplication", "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"
)  # fmt: skip
_CONNECTIONS = ("codestar-connections", "codeconnections")
_USE, _USE_TOO = "codestar-connections:UseConnection", "codeconnections:UseConnection"
_GROUP = ("codedeploy:CreateDeployment", "codedeploy:GetDeployment")


def calls(system: System) -> Iterator[Call]:
    """Of all pipelines."""
    for pipeline in system.of(PIPELINE):
        # An action with a role of its own does not use the pipeline's.
        for action in actions_of(pipeline):
            if action.provider in _CALLS and "RoleArn" not in action.data:
                yield from _CALLS[action.provider](system, pipeline, action)


def objects(system: System, pipeline: Resource) -> str:
    """Every object of the bucket in which the pipeline keeps its artifacts."""
    store = text(pipeline.properties, "ArtifactStore", "Location")
    return arn(system, "AWS::S3::Bucket", store, "/*") if store else ANYTHING


def encryption(system: System, pipeline: Resource, role: object, *actions: str) -> Iterator[Call]:
    """Using the key of the artifacts, where a template makes it.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html
    """
    key = system.at(text(pipeline.properties, "ArtifactStore", "EncryptionKey", "Id"))
    if key and key.type == "AWS::KMS::Key":
        yield from each(role, actions, arn(system, key.type, key.token), "the artifacts' key takes")


def _source(system: System, pipeline: Resource, action: Action) -> Iterator[Call]:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html."""
    role, why = pipeline.properties.get("RoleArn"), "CodeStarSourceConnection's action calls"
    yield from each(role, ("s3:PutObject", _ACL), objects(system, pipeline), why)
    yield from encryption(system, pipeline, role, "kms:GenerateDataKey")
    connection = readable(system, text(action.configuration, "ConnectionArn"))
    repository = text(action.configuration, "FullRepositoryId")
    asked = {f"{service}:FullRepositoryId": repository for service in _CONNECTIONS} if is_literal(repository) else {}
    yield Call(role, _USE, connection if is_arn(connection) else ANYTHING, why, asked, _USE_TOO)


def _build(system: System, pipeline: Resource, action: Action) -> Iterator[Call]:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html."""
    name = text(action.configuration, "ProjectName")
    project = arn(system, "AWS::CodeBuild::Project", name) if name else ANYTHING
    wanted = ("codebuild:StartBuild", "codebuild:BatchGetBuilds")
    yield from each(pipeline.properties.get("RoleArn"), wanted, project, "CodeBuild's action calls")


def _release(system: System, pipeline: Resource, action: Action) -> Iterator[Call]:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html."""
    role, why = pipeline.properties.get("RoleArn"), "CodeDeployToECS's action calls"
    application, group = (text(action.configuration, key) for key in ("ApplicationName", "DeploymentGroupName"))
    yield from each(role, _GROUP, _codedeploy(system, "deploymentgroup", application, group), why)
    yield from each(role, _APPLICATION, _codedeploy(system, "application", application), why)
    for config in _configs(system, group):
        yield Call(role, "codedeploy:GetDeploymentConfig", _codedeploy(system, "deploymentconfig", config), why)
    families = {text(task.properties, "Family") for task in beside(pipeline, system.released)}
    for family in families or {""}:
        yield Call(role, "ecs:RegisterTaskDefinition", _task_definition(system, family), why)
    yield Call(role, "s3:GetObject", objects(system, pipeline), why)
    yield from encryption(system, pipeline, role, "kms:Decrypt")
    if any(mappings(task.properties, "Tags") for task in beside(pipeline, system.released)):
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
        yield Call(role, "ecs:TagResource", ANYTHING, "registering a task definition with tags takes")
    yield from passed(system, pipeline, role, why)


def _stack(system: System, pipeline: Resource, action: Action) -> Iterator[Call]:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html."""
    if text(action.configuration, "ActionMode") != "CREATE_UPDATE":
        return
    name = text(action.configuration, "StackName")
    stack = (
        readable(system, f"arn:…:cloudformation:${{AWS::Region}}:…:stack/{name}/*") if is_literal(name) else ANYTHING
    )
    wanted = ("cloudformation:DescribeStacks", "cloudformation:UpdateStack")
    yield from each(pipeline.properties.get("RoleArn"), wanted, stack, "CloudFormation's action calls")


def _approval(system: System, pipeline: Resource, action: Action) -> Iterator[Call]:
    """https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html."""
    topic: Any = text(action.configuration, "NotificationArn")
    if topic:
        role = pipeline.properties.get("RoleArn")
        yield Call(role, "sns:Publish", arn(system, "AWS::SNS::Topic", topic), "the approval calls to ask for it")


def _codedeploy(system: System, kind: str, *names: str) -> str:
    if not all(names):
        return ANYTHING
    return readable(system, f"arn:…:codedeploy:${{AWS::Region}}:…:{kind}:{'/'.join(names)}")


def _task_definition(system: System, family: str) -> str:
    if not family or family.startswith("<"):
        return ANYTHING
    return readable(system, f"arn:…:ecs:${{AWS::Region}}:…:task-definition/{family}:*")


def _configs(system: System, group: str) -> list[str]:
    """The deployment config of the group that is released to, when a template makes it."""
    groups = [release.group for release in releases(system)]
    named = [item for item in groups if group and item.name == group]
    return [text(item.properties, "DeploymentConfigName") for item in named] or [""]


_CALLS = {
    "CodeStarSourceConnection": _source,
    "CodeBuild": _build,
    "CloudFormation": _stack,
    "CodeDeployToECS": _release,
    "Manual": _approval,
}


def starting(system: System, project: Resource) -> list[Resource]:
    """The pipelines that start a project."""
    return [
        pipeline
        for pipeline in system.of(PIPELINE)
        for action in actions_of(pipeline)
        if action.provider == "CodeBuild" and _is(system, action, project)
    ]


def _is(system: System, action: Action, project: Resource) -> bool:
    return system.find("AWS::CodeBuild::Project", text(action.configuration, "ProjectName")) is project
