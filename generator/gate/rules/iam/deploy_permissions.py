"""Systems -> roles of a release without a permission that the release takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.calls import calls
from generator.gate.grant import acting, for_action
from generator.gate.policy import bounding
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity

_DOUBTFUL = frozenset({"s3:PutObjectAcl"})
"""The comment beside the call says why."""


def _check(system: System) -> Iterator[Finding]:
    told = set()
    for call in calls(system):
        role, statements = acting(system, call)
        if role is None or (role.token, call.action) in told:
            continue
        severity = Severity.WARNING if call.action in _DOUBTFUL else Severity.ERROR
        boundary = bounding(system, role)
        if not for_action(statements, call):
            told.add((role.token, call.action))
            yield Finding(role, f"lacks {call.action}, which {call.why}", severity=severity)
        elif boundary is not None and not for_action(boundary, call):
            told.add((role.token, call.action))
            message = f"is allowed {call.action}, which {call.why}, but not by its permissions boundary"
            yield Finding(role, message, ("PermissionsBoundary",), severity=severity)


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
