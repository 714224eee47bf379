"""Systems -> roles that a service may take on for anybody's account."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import trusts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    strings,
)
from generator.problems import Severity

# Services whose documents show the condition for their role. CodePipeline's do not; aws:SourceAccount works there, as
# in the pipelines of https://github.com/awslabs/aws-deployment-framework.
# CloudFormation's show it for extensions, and not for the role of a stack; ECS's not for the role that shifts traffic:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cross-service-confused-deputy-prevention.html,
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
_SERVICES = {
    "codebuild.amazonaws.com",
    "codedeploy.amazonaws.com",
    "codepipeline.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "events.amazonaws.com",
    "scheduler.amazonaws.com",
    "states.amazonaws.com",
}
_SOURCE = {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"}


def _check(system: System) -> Iterator[Finding]:
    for statement in trusts(system):
        named = sorted(_SERVICES & set(statement.services))
        if statement.allows and named and not statement.condition_keys & _SOURCE:
            message = (
                f"{', '.join(named)} may take on this role for any account: there is no aws:SourceAccount or SourceArn"
            )
            yield Finding(statement.owner, message, statement.path)
        if statement.allows and "*" in [*strings(statement.data.get("Principal"))] and not statement.condition_keys:
            yield Finding(statement.owner, "anybody may take on this role", statement.path)


RULE = Rule(
    "trust-source",
    "A role that an AWS service takes on says for whose account or resource.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: codebuild.amazonaws.com}
             Action: sts:AssumeRole
+            Condition: {StringEquals: {aws:SourceAccount: {Ref: AWS::AccountId}}}
    """,
    severity=Severity.ADVICE,
)
