"""The policies of a generated role: which calls they allow, and which roles they may hand on."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from generator.naming import ServiceNames
from tests.build.support.generated import ACCOUNT, Generated


def role_arn(generated: Generated, principal: str) -> str:
    """The ARN of a role of the iam stack."""
    return f"arn:aws:iam::{ACCOUNT}:role/{_role(generated, principal)['RoleName']}"


def statements(generated: Generated, principal: str) -> Iterator[dict[str, Any]]:
    """What a role is allowed."""
    for policy in _role(generated, principal)["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


def allows(generated: Generated, principal: str, action: str, resource: str) -> bool:
    """Whether a role may do ``action`` to ``resource``, conditions apart."""
    return any(
        statement["Effect"] == "Allow"
        and action in statement["Action"]
        and any(fnmatchcase(resource, pattern) for pattern in statement["Resource"])
        for statement in statements(generated, principal)
    )


def _role(generated: Generated, principal: str) -> dict[str, Any]:
    names: ServiceNames = generated.service.names
    beginning = f"{names.base}-{principal}-"
    roles = generated.resources("iam", "AWS::IAM::Role")
    [found] = [role for role in roles if role["RoleName"].startswith(beginning)]
    return found
