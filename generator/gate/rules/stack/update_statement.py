"""Systems -> stack policies that CloudFormation refuses, or that keep everything from being updated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.update_policy import UpdateStatement, update_policies
from generator.gate.value import strings, text, texts
from generator.problems import Severity

_ACTIONS = frozenset({"Update:Modify", "Update:Replace", "Update:Delete", "Update:*"})
_LOGICAL = "LogicalResourceId/"
_LARGEST = 16384
"""Bytes: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html."""


def _check(system: System) -> Iterator[Finding]:
    for policy in update_policies(system):
        if len(policy.file.text.encode()) > _LARGEST:
            yield Finding(policy.file, f"has more than {_LARGEST:,} bytes, which CloudFormation takes")
        if not policy.is_readable:
            yield Finding(
                policy.file, "Statement is a list of objects: CloudFormation refuses the policy", ("Statement",)
            )
        for statement in policy.statements:
            for key, message in _refused(statement):
                yield Finding(policy.file, message, (*statement.path, key))
            # Where nothing is allowed, ``update-allowed`` says so.
            is_all = "*" in statement.logical_ids and "Update:*" in statement.actions
            is_allowed_else = any(each.allows for each in policy.statements)
            if is_all and is_allowed_else and not statement.allows and "Condition" not in statement.data:
                message = "denies every update of every resource, whatever else is allowed"
                yield Finding(policy.file, message, statement.path, severity=Severity.WARNING)


def _refused(statement: UpdateStatement) -> Iterator[tuple[str, str]]:
    """The key of a statement, and why CloudFormation does not take it."""
    data: Any = statement.data
    if text(data, "Effect") not in ("Allow", "Deny"):
        yield "Effect", f"Effect is '{text(data, 'Effect')}', neither Allow nor Deny"
    if "*" not in strings(data.get("Principal")) and "NotPrincipal" not in data:
        yield "Principal", "Principal is not *: a stack policy knows no other"
    condition = data.get("Condition")
    for operator in condition.values() if isinstance(condition, Mapping) else ():
        for key in operator if isinstance(operator, Mapping) else ():
            if key != "ResourceType":
                yield "Condition", f"a stack policy has no condition on '{key}': ResourceType is the only one"
    for action in sorted(set(texts(data.get("Action"))) - _ACTIONS):
        yield "Action", f"'{action}' is no update: there are {', '.join(sorted(_ACTIONS))}"
    if not {"Action", "NotAction"} & data.keys():
        yield "Action", "says no Action"
    if not {"Resource", "NotResource"} & data.keys():
        yield "Resource", "says no Resource"
    for name in texts(data.get("Resource")):
        if name != "*" and not name.startswith(_LOGICAL):
            yield "Resource", f"'{name}' is no resource of a stack: write {_LOGICAL}{name.rpartition('/')[2]}"


RULE = Rule(
    "update-statement",
    "A stack policy is made of statements that CloudFormation takes.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html#stack-policy-reference",
    _check,
    """
 ecs.stack-policy.json:
   Statement:
     - {Effect: Allow, Action: "Update:*", Principal: "*", Resource: "*"}
-    - {Effect: Deny, Action: Update:Replace, Principal: "*", Resource: Blue}
+    - {Effect: Deny, Action: Update:Replace, Principal: "*", Resource: LogicalResourceId/Blue}
    """,
)
