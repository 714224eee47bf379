"""The roles that deploy environments, and the policies that they share, each no larger than IAM takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from awacs.aws import PolicyDocument, Statement
from troposphere import AccountId, And, Equals, Ref, Region, Tags
from troposphere.iam import ManagedPolicy, Role

from generator import naming
from generator.cfn.intrinsic import text
from generator.cfn.plain import plain
from generator.model.project import Project
from generator.naming import logical
from generator.policies import deployer as policies
from generator.policies import github_trust
from generator.policies.trust import policy

POLICY_CHARACTERS = 6_144
"""Of a managed policy, white space not counted: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html."""
POLICIES_PER_ROLE = 10
_HOUR = 3600
_LONGEST_JOB = 6 * _HOUR
"""https://docs.github.com/en/actions/reference/limits; IAM takes up to 12 hours:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html"""


def packed(statements: Iterable[Statement]) -> Iterator[PolicyDocument]:
    """Statements in as few documents as hold them, in their order."""
    document: list[Statement] = []
    empty = size(policy([]))
    length = empty
    for statement in (part for whole in statements for part in _parts(whole, POLICY_CHARACTERS - empty)):
        # Each is measured once, with the comma before it, and not with all that the document holds already.
        added = size(statement) + bool(document)
        if document and length + added > POLICY_CHARACTERS:
            yield policy(document)
            document, length, added = [], empty, added - 1
        document.append(statement)
        length += added
    if document:
        yield policy(document)


def _parts(statement: Statement, most: int) -> Iterator[Statement]:
    """A statement about as many things as fit into ``most`` characters, and others about the rest of them."""
    if size(statement) <= most:
        yield statement
        return
    resources = statement.properties["Resource"]
    bare = size(_about(statement, [], 1))
    start, length, number = 0, bare, 1
    for end, resource in enumerate(resources):
        added = len(_text(resource)) + 1
        if end > start and length + added > most:
            yield _about(statement, resources[start:end], number)
            start, length, number = end, bare, number + 1
        length += added
    yield _about(statement, resources[start:], number)


def _about(statement: Statement, resources: Sequence[Any], number: int) -> Statement:
    values = {**statement.properties, "Resource": resources, "Sid": f"{statement.properties['Sid']}{number}"}
    return Statement(**values)


def size(part: PolicyDocument | Statement) -> int:
    """The characters of a document, or of a part, where they are most: in the region with the longest name."""
    return len(_text(part))


def _text(part: Any) -> str:
    data = json.dumps(plain(part), separators=(",", ":"))
    for short, long in (
        ("${AWS::Partition}", "aws-us-gov"),
        (naming.ACCOUNT, "1" * 12),
        ("${AWS::URLSuffix}", "x" * 16),
    ):
        data = data.replace(short, long)
    return data.replace(naming.REGION, naming.LONGEST_REGION).replace("${!", "${").replace('{"Fn::Sub":', "")


def managed_policy(number: int, project: str, document: PolicyDocument) -> ManagedPolicy:
    """One of the policies."""
    return ManagedPolicy(
        logical.deployer_policy(number),
        Description=f"Deploys {project} ({number})",
        PolicyDocument=document,
    )


def deployer(project: Project, provider: Any, policies_of: Sequence[str], *, waits: bool) -> Role:
    """What a job of the repository's workflows becomes, in the GitHub environment of the same name.

    Where a stack ``waits`` for a release, the role may be for as long as a job of GitHub's lasts, however long the
    waits are today: an administrator would have to deploy it anew for each other wait.
    """
    names = project.names
    options: dict[str, Any] = {}
    if project.permissions_boundary:
        options["PermissionsBoundary"] = project.permissions_boundary
    return Role(
        logical.deployer(project.environment.name),
        Condition=logical.deployer_condition(project.environment.name),
        RoleName=text(names.deployer),
        Description=f"deploys {project.name} in {project.environment.name}",
        AssumeRolePolicyDocument=github_trust.trust(project, provider),
        ManagedPolicyArns=[Ref(name) for name in policies_of],
        MaxSessionDuration=_LONGEST_JOB if waits else _HOUR,
        Tags=Tags({policies.TAG: project.environment.name}),
        **options,
    )


def is_here(project: Project) -> Any:
    """Whether a stack is where the environment lives: in its region, and in its account where the spec names one."""
    region = Equals(Region, project.region)
    account = project.environment.account
    return And(region, Equals(AccountId, account)) if account else region
