"""Systems -> roles of a release without a permission that the release takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.action import PIPELINE, actions_of
from generator.gate.blue_green import releases
from generator.gate.policy import ROLE, covers, held
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands
from generator.gate.system import TASK_DEFINITION, Resource, System, Task
from generator.gate.value import is_true, mappings, text
from generator.problems import Severity

_PASS = "iam:PassRole"
_LOGIN = "ecr:GetAuthorizationToken"
_ACL = "s3:PutObjectAcl"
"""The source's upload sets an ACL (https://github.com/aws/aws-cdk/issues/13557), and Terraform's example allows it
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/codepipeline); the action's page does not
name it, so that a role without it gets a warning."""
_LOGS = ("logs:CreateLogStream", "logs:PutLogEvents")
_ACTIONS = {
    # https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
    "CodeStarSourceConnection": ("s3:PutObject", _ACL),
    # https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html
    "CodeBuild": ("codebuild:StartBuild", "codebuild:BatchGetBuilds"),
    # https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
    "CodeDeployToECS": (
        "codedeploy:CreateDeployment", "codedeploy:GetApplication", "codedeploy:GetApplicationRevision",
        "codedeploy:GetDeployment", "codedeploy:GetDeploymentConfig", "codedeploy:RegisterApplicationRevision",
        "ecs:RegisterTaskDefinition", "s3:GetObject", _PASS,
    ),
}  # fmt: skip
"""What a pipeline's action of each provider calls with the pipeline's role."""
_SHIFT = (
    "ecs:CreateTaskSet", "ecs:DeleteTaskSet", "ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet",
    "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:ModifyListener",
    "elasticloadbalancing:ModifyRule", "s3:GetObject", _PASS,
)  # fmt: skip
_PUSH = (
    "ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage",
    "ecr:UploadLayerPart", _LOGIN,
)  # fmt: skip
_PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", _LOGIN)
_PUSHES_TO_ECR = re.compile(r"(?=.*\becr get-login-password\b).*\bdocker (push|buildx build\b[^\n]*--push)", re.DOTALL)


class _Need(NamedTuple):
    """What is called with a role, which may be a role's name or ARN, and why."""

    role: object
    actions: tuple[str, ...]
    why: str


def _check(system: System) -> Iterator[Finding]:
    told = set()
    for needs in (_of_pipelines(system), _of_builds(system), _of_releases(system), _of_tasks(system)):
        for need in needs:
            role = system.find(ROLE, need.role)
            statements = held(system, role) if role else None
            if role is None or statements is None:
                continue
            allowed = [action for statement in statements if statement.allows for action in statement.actions]
            for action in need.actions:
                if (role.token, action) not in told and not any(covers(one, action) for one in allowed):
                    told.add((role.token, action))
                    severity = Severity.WARNING if action == _ACL else Severity.ERROR
                    yield Finding(role, f"lacks {action}, which {need.why}", severity=severity)


def _of_pipelines(system: System) -> Iterator[_Need]:
    for pipeline in system.of(PIPELINE):
        role = pipeline.properties.get("RoleArn")
        # An action with a role of its own does not use the pipeline's.
        for action in actions_of(pipeline):
            if action.provider in _ACTIONS and "RoleArn" not in action.data:
                yield _Need(role, _ACTIONS[action.provider], f"{action.provider}'s action calls")


def _of_builds(system: System) -> Iterator[_Need]:
    """https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html."""
    for project in system.of("AWS::CodeBuild::Project"):
        role = project.properties.get("ServiceRole")
        if text(project.properties, "LogsConfig", "CloudWatchLogs", "Status") != "DISABLED":
            yield _Need(role, _LOGS, "CodeBuild's log takes")
        if text(project.properties, "Source", "Type") == "CODEPIPELINE":
            yield _Need(role, ("s3:GetObject",), "CodeBuild needs to fetch the source")
        if text(project.properties, "Artifacts", "Type") == "CODEPIPELINE":
            yield _Need(role, ("s3:PutObject",), "CodeBuild needs to leave what it built")
        if any(_PUSHES_TO_ECR.search(script) for script in _scripts(system, project)):
            yield _Need(role, _PUSH, "docker push to ECR calls")


def _scripts(system: System, project: Resource) -> list[str]:
    inline = text(project.properties, "Source", "BuildSpec")
    files = [
        file for file in system.buildspecs if not inline or inline == file.path or inline.endswith(f"/{file.path}")
    ]
    return [commands(file) for file in files] or [inline]


def _of_releases(system: System) -> Iterator[_Need]:
    for release in releases(system):
        role = release.group.properties.get("ServiceRoleArn")
        yield _Need(role, _SHIFT, "a blue/green release calls")
        if is_true(release.group.properties, "AlarmConfiguration", "Enabled"):
            yield _Need(role, ("cloudwatch:DescribeAlarms",), "CodeDeploy calls to look at the group's alarms")


def _of_tasks(system: System) -> Iterator[_Need]:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html."""
    for task in system.tasks:
        role = _execution_role(system, task)
        for container in mappings(task.properties, "ContainerDefinitions"):
            if _is_in_ecr(system, text(container, "Image")):
                yield _Need(role, _PULL, "ECS calls to pull the image")
            if text(container, "LogConfiguration", "LogDriver") == "awslogs":
                yield _Need(role, _LOGS, "the container's log takes")
            yield from _of_secrets(system, role, container)


def _is_in_ecr(system: System, image: str) -> bool:
    repositories = [*system.of("AWS::ECR::Repository")]
    is_placeholder = image.startswith("<") and bool(repositories)
    return is_placeholder or ".dkr.ecr." in image or any(each.token[:-1] in image for each in repositories)


def _execution_role(system: System, task: Task) -> object:
    """A task's own; where the build fills it in, that of the template's task of the same family."""
    role, family = (text(task.properties, key) for key in ("ExecutionRoleArn", "Family"))
    if not role.startswith("<"):
        return role
    made = (each for each in system.of(TASK_DEFINITION) if text(each.properties, "Family") == family)
    return next((text(each.properties, "ExecutionRoleArn") for each in made), role)


def _of_secrets(system: System, role: object, container: Mapping[str, Any]) -> Iterator[_Need]:
    for secret in mappings(container, "Secrets"):
        source = text(secret, "ValueFrom")
        made = system.at(source)
        if ":secretsmanager:" in source or (made and made.type == "AWS::SecretsManager::Secret"):
            yield _Need(role, ("secretsmanager:GetSecretValue",), "ECS calls to read the secret")
        elif ":ssm:" in source or (source and "${" not in source) or (made and made.type == "AWS::SSM::Parameter"):
            yield _Need(role, ("ssm:GetParameters",), "ECS calls to read the parameter")


RULE = Rule(
    "deploy-permissions",
    "The roles of pipeline, build, deployment group and tasks may make the calls that every release makes.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       RoleArn: {"Fn::GetAtt": [Role, Arn]}
       Stages:
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: shop}
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: codepipeline.amazonaws.com}
             Action: sts:AssumeRole
             Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
       Policies:
         - PolicyName: pipeline
           PolicyDocument:
             Statement:
               - Effect: Allow
-                Action: [codebuild:StartBuild]
+                Action: [codebuild:StartBuild, codebuild:BatchGetBuilds]
                 Resource: arn:aws:codebuild:us-west-2:111122223333:project/shop
    """,
)
