"""Systems -> conditions that compare with a star by the letter, and so hold for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import Statement, permissions, resource_policies, trusts
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import mapping, texts

_EXACT = frozenset({"stringequals", "stringequalsifexists", "stringequalsignorecase", "stringnotequals"})
_SUBJECT = ":sub"
"""Of a token of OpenID Connect: the rule about GitHub's subjects has these."""


def _check(system: System) -> Iterator[Finding]:
    for statement in (*permissions(system), *trusts(system), *resource_policies(system)):
        for operator, key, value in _stars(statement):
            message = f"{operator} takes '{value}' by the letter, star and all, and {key} never is that"
            path = (*statement.path, "Condition", operator)
            yield Finding(statement.owner, message, path, "ArnLike or StringLike takes a star for any text")


def _stars(statement: Statement) -> Iterator[tuple[str, str, str]]:
    for operator, keys in mapping(statement.data, "Condition").items():
        for key, values in mapping(keys).items():
            if str(operator).lower() in _EXACT and not str(key).endswith(_SUBJECT):
                yield from ((str(operator), str(key), value) for value in texts(values) if "*" in value)


RULE = Rule(
    "condition-wildcard",
    "A condition whose value has a star compares by an operator that takes the star for any text.",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    _check,
    """
 Resources:
   Role:
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: ecs-tasks.amazonaws.com}
             Action: sts:AssumeRole
             Condition:
-              StringEquals: {aws:SourceArn: "arn:aws:ecs:us-west-2:111122223333:*"}
+              ArnLike: {aws:SourceArn: "arn:aws:ecs:us-west-2:111122223333:*"}
    """,
)
