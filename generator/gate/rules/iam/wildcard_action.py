"""Systems -> statements that allow everything, or everything of a service."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for statement in permissions(system):
        for action in statement.actions if statement.allows else ():
            if action == "*" or action.endswith(":*"):
                message = f"allows {action}, far more than any part of a release calls"
                yield Finding(statement.owner, message, (*statement.path, "Action"))
        if statement.allows and "NotAction" in statement.data:
            yield Finding(statement.owner, "allows all but what it names", statement.path)


RULE = Rule(
    "wildcard-action",
    "No role is allowed everything, or everything of a service.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    _check,
    """
 Resources:
   Policy:
     Type: AWS::IAM::ManagedPolicy
     Properties:
       PolicyDocument:
         Statement:
           - Effect: Allow
-            Action: s3:*
+            Action: s3:GetObject
             Resource: arn:aws:s3:::artifacts/*
    """,
    severity=Severity.ADVICE,
)
