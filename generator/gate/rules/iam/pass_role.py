"""Systems -> permissions to hand any role to any service."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import covers, permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for statement in permissions(system):
        if not statement.allows or not any(covers(action, "iam:PassRole") for action in statement.actions):
            continue
        if any(resource == "*" or resource.endswith(":role/*") for resource in statement.resources):
            message = "lets any role be passed: whoever has this permission has that of every role"
            yield Finding(
                statement.owner, message, (*statement.path, "Resource"), "name the task and the execution role"
            )
        elif "iam:passedtoservice" not in statement.condition_keys:
            message = "lets a role be passed to any service: there is no iam:PassedToService"
            yield Finding(statement.owner, message, statement.path)


RULE = Rule(
    "pass-role",
    "iam:PassRole names the roles, and the services that they are passed to.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    _check,
    """
 Resources:
   Policy:
     Type: AWS::IAM::ManagedPolicy
     Properties:
       PolicyDocument:
         Statement:
           - Effect: Allow
             Action: iam:PassRole
-            Resource: "*"
+            Resource: arn:aws:iam::111122223333:role/shop-task
             Condition: {StringEquals: {iam:PassedToService: ecs-tasks.amazonaws.com}}
    """,
    severity=Severity.ADVICE,
)
