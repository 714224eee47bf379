"""A system -> the statements of its policies, of each kind: what a role may do, who may be it, who may use a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.gate import managed_policy
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import at, is_unknown, mapping, mappings, sequence, text, texts
from generator.gate.value import document as parsed
from generator.glob import overlaps

ROLE = "AWS::IAM::Role"
_WITH_POLICIES = (ROLE, "AWS::IAM::User", "AWS::IAM::Group")
_POLICIES = ("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy")
_RESOURCE_POLICIES = {
    "AWS::KMS::Key": "KeyPolicy",
    "AWS::S3::BucketPolicy": "PolicyDocument",
    "AWS::SNS::TopicPolicy": "PolicyDocument",
    "AWS::SQS::QueuePolicy": "PolicyDocument",
    "AWS::ECR::Repository": "RepositoryPolicyText",
}


@dataclass(frozen=True)
class Statement:
    """One statement, and where it stands."""

    owner: Resource
    path: Path
    data: Mapping[str, Any]

    @property
    def allows(self) -> bool:
        """Whether it allows; the others deny."""
        return self.data.get("Effect") == "Allow"

    @property
    def is_known(self) -> bool:
        """Whether it says all that it allows or denies."""
        return not any(is_unknown(self.data, key) for key in ("Effect", "Action", "NotAction", "Principal"))

    @property
    def actions(self) -> list[str]:
        """What it is about."""
        return texts(self.data.get("Action"))

    @property
    def resources(self) -> list[str]:
        """What it may be done to."""
        return texts(self.data.get("Resource"))

    @property
    def services(self) -> list[str]:
        """The AWS services that are its principal."""
        return texts(mapping(self.data, "Principal").get("Service"))

    @property
    def condition_keys(self) -> set[str]:
        """The keys of its conditions, in small letters: IAM does not tell the cases apart."""
        condition = mapping(self.data, "Condition")
        return {str(key).lower() for operator in condition.values() for key in mapping(operator)}


def of_document(owner: Resource, path: Path, document: Any) -> Iterator[Statement]:
    """The statements of a policy document, which may be given as JSON text."""
    document = parsed(document)
    statements = at(document, "Statement")
    if isinstance(statements, Mapping):
        yield Statement(owner, (*path, "Statement"), statements)
        return
    for index, data in enumerate(mappings(document, "Statement")):
        yield Statement(owner, (*path, "Statement", index), data)


def permissions(system: System) -> Iterator[Statement]:
    """What roles, users and groups may do, and all who have a managed policy."""
    for owner in system.of(*_WITH_POLICIES, *_POLICIES):
        yield from _permissions_of(owner)


def _permissions_of(owner: Resource) -> Iterator[Statement]:
    """What one role, user, group or policy allows and denies."""
    if owner.type in _POLICIES:
        yield from of_document(owner, ("PolicyDocument",), owner.properties.get("PolicyDocument"))
        return
    for index, policy in enumerate(mappings(owner.properties, "Policies")):
        yield from of_document(owner, ("Policies", index, "PolicyDocument"), policy.get("PolicyDocument"))


def trusts(system: System) -> Iterator[Statement]:
    """Who may take on a role."""
    for role in system.of(ROLE):
        yield from of_document(role, ("AssumeRolePolicyDocument",), role.properties.get("AssumeRolePolicyDocument"))


def resource_policies(system: System, *types: str) -> Iterator[Statement]:
    """Who may use a key, a bucket, a topic."""
    for owner in system.of(*(types or _RESOURCE_POLICIES)):
        document = _RESOURCE_POLICIES[owner.type]
        yield from of_document(owner, (document,), owner.properties.get(document))


def held(system: System, role: Resource) -> list[Statement] | None:
    """The statements that a role has, by whichever way they are put to it; nothing where the templates do not say.

    Not known are the policies that other templates make, most that AWS makes, and statements that name what they are
    not about.
    """
    question = ("held", role.token)
    if question not in system.answers:
        system.answers[question] = _held(system, role)
    found: list[Statement] | None = system.answers[question]
    return None if found is None else [*found]


def _held(system: System, role: Resource) -> list[Statement] | None:
    if is_unknown(role.properties, "ManagedPolicyArns"):
        return None
    attached: list[Resource] = []
    statements: list[Statement] = []
    for index, arn in enumerate(sequence(role.properties, "ManagedPolicyArns")):
        made, of_aws = system.find("AWS::IAM::ManagedPolicy", arn), managed_policy.statements(text(arn))
        if made is None and of_aws is None:
            return None
        attached += [made] if made else []
        statements += [Statement(role, ("ManagedPolicyArns", index), data) for data in of_aws or ()]
    for owner in system.of(*_WITH_POLICIES, *_POLICIES):
        if _is_held(system, owner, role, attached):
            statements += _permissions_of(owner)
    return statements if all(item.is_known and not _is_open(item) for item in statements) else None


def _is_open(statement: Statement) -> bool:
    """Whether it allows what it does not name; one that denies so takes away, and is told by `denied`."""
    return bool({"NotAction", "NotResource"} & statement.data.keys()) and statement.data.get("Effect") != "Deny"


def bounding(system: System, role: Resource) -> list[Statement] | None:
    """The statements of a role's permissions boundary; nothing where it has none, or one that is not known.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    """
    path = ("PermissionsBoundary",)
    arn = role.properties.get(path[0])
    made = system.find("AWS::IAM::ManagedPolicy", arn)
    of_aws = managed_policy.statements(text(arn))
    found = [*_permissions_of(made)] if made else [Statement(role, path, data) for data in of_aws or ()]
    return found if found and all(item.is_known and not _is_open(item) for item in found) else None


def _is_held(system: System, owner: Resource, role: Resource, attached: Sequence[Resource]) -> bool:
    roles = [*sequence(owner.properties, "Roles"), owner.properties.get("RoleName")]
    return owner is role or owner in attached or any(system.find(ROLE, name) is role for name in roles if name)


def denied(statement: Statement, action: str) -> bool:
    """Whether a statement that denies is about the action."""
    spared = texts(statement.data.get("NotAction"))
    if spared:
        return not any(covers(one, action) for one in spared)
    return any(covers(one, action) for one in statement.actions)


def covers(allowed: str, action: str) -> bool:
    """Whether an action of a statement, with or without wildcards, means ``action``."""
    return overlaps(allowed.lower(), action.lower())
