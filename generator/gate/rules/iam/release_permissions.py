"""Hand-written policies -> those that let a release begin and not end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import covers, permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import sequence
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
        own = [item for item in permissions(system) if item.owner is policy]
        together = _with(system, policy)
        every = [item for item in permissions(system) if item.owner in together]
        if not all(item.is_known for item in every):
            continue
        begun = {action for item in own if item.allows for action in item.actions}
        allowed = [action for item in every if item.allows for action in item.actions]
        for first, others in _NEEDS.items():
            if first not in begun:
                continue
            missing = [each for each in others if not any(covers(action, each) for action in allowed)]
            if missing:
                yield Finding(policy, f"allows {first} but not {', '.join(missing)}, which the same release calls")


def _with(system: System, policy: Resource) -> list[Resource]:
    """A policy, with all those that a role has beside it."""
    sets = [
        [system.find(policy.type, each) for each in sequence(role.properties, "ManagedPolicyArns")]
        for role in system.of("AWS::IAM::Role")
    ]
    return [policy, *(other for some in sets if policy in some for other in some if other and other is not policy)]


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
             Resource: arn:aws:codedeploy:us-west-2:111122223333:deploymentgroup:shop/shop
+          - Effect: Allow
+            Action: iam:PassRole
+            Resource: arn:aws:iam::111122223333:role/task
+            Condition: {StringEquals: {iam:PassedToService: ecs-tasks.amazonaws.com}}
    """,
    severity=Severity.WARNING,
)
