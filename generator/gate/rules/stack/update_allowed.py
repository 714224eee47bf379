"""Systems -> stack policies that let nothing be updated: what no statement allows is denied."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.update_policy import update_policies


def _check(system: System) -> Iterator[Finding]:
    for policy in update_policies(system):
        if policy.is_readable and not any(statement.allows for statement in policy.statements):
            message = "allows nothing: once a stack has a policy, every update that none of it allows is denied"
            hint = 'add {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}'
            yield Finding(policy.file, message, ("Statement",), hint)


RULE = Rule(
    "update-allowed",
    "A stack policy allows the updates that it does not deny.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html",
    _check,
    """
 ecs.stack-policy.json:
   Statement:
     - {Effect: Deny, Action: Update:Replace, Principal: "*", Resource: LogicalResourceId/Blue}
+    - {Effect: Allow, Action: "Update:*", Principal: "*", Resource: "*"}
    """,
)
