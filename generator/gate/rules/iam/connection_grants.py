"""Systems -> roles that may use a GitHub connection under one of its two names only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import covers, permissions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity

_ACTIONS = ("codeconnections:UseConnection", "codestar-connections:UseConnection")


def _check(system: System) -> Iterator[Finding]:
    for owner in {statement.owner.token: statement.owner for statement in permissions(system)}.values():
        statements = [item for item in permissions(system) if item.owner is owner and item.allows]
        granted = [
            wanted
            for wanted in _ACTIONS
            if any(covers(action, wanted) for statement in statements for action in statement.actions)
        ]
        if len(granted) == 1 and all(item.is_known for item in permissions(system) if item.owner is owner):
            [missing] = set(_ACTIONS) - set(granted)
            message = f"allows {granted[0]} but not {missing}: which of them is asked for depends on the connection"
            yield Finding(owner, message)


RULE = Rule(
    "connection-grants",
    "Who may use a GitHub connection may use it under both of the service's names.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html",
    _check,
    """
 Resources:
   Policy:
     Type: AWS::IAM::ManagedPolicy
     Properties:
       PolicyDocument:
         Statement:
           - Effect: Allow
-            Action: [codestar-connections:UseConnection]
+            Action: [codestar-connections:UseConnection, codeconnections:UseConnection]
             Resource: arn:aws:codeconnections:us-west-2:111122223333:connection/1
    """,
    severity=Severity.WARNING,
)
