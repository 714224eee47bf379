"""Hand-written policies -> those that let a release begin and not end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import covers, permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity

_NEEDS = {
    "ecs:CreateTaskSet": (
        "ecs:UpdateServicePrimaryTaskSet",
        "ecs:DeleteTaskSet",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyRule",
        "iam:PassRole",
        "s3:GetObject",
        "s3:GetObjectVersion",
    ),
    "codedeploy:CreateDeployment": ("codedeploy:GetDeploymentConfig", "iam:PassRole", "ecs:RegisterTaskDefinition"),
}
"""What CodeDeploy, and the pipeline's action, call beside the first."""


def _check(system: System) -> Iterator[Finding]:
    for policy in system.of("AWS::IAM::ManagedPolicy"):
        statements = [item for item in permissions(system) if item.owner is policy and item.allows]
        if not all(item.is_known for item in permissions(system) if item.owner is policy):
            continue
        allowed = [action for statement in statements for action in statement.actions]
        for first, others in _NEEDS.items():
            if first not in allowed:
                continue
            missing = [each for each in others if not any(covers(action, each) for action in allowed)]
            if missing:
                yield Finding(policy, f"allows {first} but not {', '.join(missing)}, which the same release calls")


RULE = Rule(
    "release-permissions",
    "A policy that lets a release begin allows what the release calls later.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html",
    _check,
    """
 Resources:
   Policy:
     Type: AWS::IAM::ManagedPolicy
     Properties:
       PolicyDocument:
         Statement:
           - Effect: Allow
             Action: [codedeploy:CreateDeployment, codedeploy:GetDeploymentConfig, ecs:RegisterTaskDefinition]
             Resource: arn:aws:codedeploy:us-west-2:111122223333:*
+          - Effect: Allow
+            Action: iam:PassRole
+            Resource: arn:aws:iam::111122223333:role/task
+            Condition: {StringEquals: {iam:PassedToService: ecs-tasks.amazonaws.com}}
    """,
    severity=Severity.WARNING,
)
