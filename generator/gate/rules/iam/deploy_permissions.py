"""Systems -> roles of a release without a permission that the release takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE, actions_of
from generator.gate.blue_green import releases
from generator.gate.policy import ROLE, Statement, covers, permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import (
    sequence,
)

_PASS = "iam:PassRole"


def _check(system: System) -> Iterator[Finding]:
    for statements, place, needed, why in _needs(system):
        for action in needed:
            if not any(covers(allowed, action) for statement in statements for allowed in statement.actions):
                yield Finding(place, f"lacks {action}, which {why}")


def _needs(system: System) -> Iterator[tuple[list[Statement], Resource, tuple[str, ...], str]]:
    every = [statement for statement in permissions(system) if statement.allows]
    for pipeline in system.of(PIPELINE):
        role = system.find(ROLE, pipeline.properties.get("RoleArn"))
        own = [statement for statement in every if statement.owner is role]
        if role is None or not own or sequence(role.properties, "ManagedPolicyArns"):
            continue
        providers = {action.provider for action in actions_of(pipeline)}
        if "CodeDeployToECS" in providers:
            starts = ("codedeploy:CreateDeployment", "ecs:RegisterTaskDefinition", _PASS)
            yield own, role, starts, "CodeDeployToECS calls"
        if "CodeBuild" in providers:
            yield own, role, ("codebuild:StartBuild", "codebuild:BatchGetBuilds"), "CodeBuild's action calls"
    for release in releases(system):
        role = system.find(ROLE, release.group.properties.get("ServiceRoleArn"))
        own = [statement for statement in every if statement.owner is role]
        if role is None or not own or sequence(role.properties, "ManagedPolicyArns"):
            continue
        needed = ("ecs:CreateTaskSet", "ecs:UpdateServicePrimaryTaskSet", "ecs:DeleteTaskSet", "s3:GetObject", _PASS)
        shift = ("elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule")
        yield own, role, (*needed, *shift), "a blue/green release calls"


RULE = Rule(
    "deploy-permissions",
    "The roles of pipeline and deployment group may make the calls that every release makes.",
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
