"""A policy document -> a table that a person can read: statement id -> who may do what to what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.unit.project import plain

_PSEUDO = {
    "${AWS::Partition}": "PARTITION",
    "${AWS::Region}": "REGION",
    "${AWS::AccountId}": "ACCOUNT",
    "${AWS::URLSuffix}": "SUFFIX",
}


class Rule(NamedTuple):
    """A statement; several actions or resources stand in one text, a space between them."""

    actions: str
    resources: str = ""
    conditions: Mapping[str, Mapping[str, str]] = {}
    effect: str = "Allow"
    principal: str = ""


def table(document: Any) -> dict[str, Rule]:
    """Every statement, in order. Two statements of one id are refused, as IAM does."""
    data = plain(document)
    assert data["Version"] == "2012-10-17", data
    assert data.keys() == {"Version", "Statement"}, data
    rules = {statement.get("Sid", ""): _rule(statement) for statement in data["Statement"]}
    assert len(rules) == len(data["Statement"]), "statement ids are unique"
    return rules


def _rule(statement: Mapping[str, Any]) -> Rule:
    assert statement.keys() <= {"Sid", "Effect", "Action", "Resource", "Condition", "Principal"}, statement
    conditions = {
        operator: {key: _text(value) for key, value in pairs.items()}
        for operator, pairs in statement.get("Condition", {}).items()
    }
    return Rule(
        _text(statement["Action"]),
        _text(statement.get("Resource", "")),
        conditions,
        statement["Effect"],
        _text(statement.get("Principal", "")),
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_text(item) for item in value)
    if isinstance(value, dict):
        [(name, argument)] = value.items()
        if name == "Ref":
            return _short("${" + str(argument) + "}")
        if name == "Fn::GetAtt":
            return ".".join(argument)
        return _short(argument) if name == "Fn::Sub" else f"{name} {_text(argument)}"
    return str(value)


def _short(text: str) -> str:
    for pseudo, short in _PSEUDO.items():
        text = text.replace(pseudo, short)
    return text


def regional(service: str, resource: str) -> str:
    """How an ARN in the stack's own account and region reads in a table."""
    return f"arn:PARTITION:{service}:REGION:ACCOUNT:{resource}"


KEY = "Key.Arn"
KEY_USE = "kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo"
PASS_ROLES = (
    "arn:PARTITION:iam::ACCOUNT:role/shop-prod-task-REGION arn:PARTITION:iam::ACCOUNT:role/shop-prod-execution-REGION"
)
ARTIFACTS = "arn:PARTITION:s3:::shop-prod-artifacts-ACCOUNT-REGION"
