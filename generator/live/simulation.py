"""What a role may do, as IAM's own policy simulator decides it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.live.client import Aws, AwsError

ALLOWED = "allowed"
_TOGETHER = "require different authorization information"


@dataclass(frozen=True)
class Decision:
    """One action on one resource."""

    action: str
    resource: str
    decision: str
    """``allowed``, ``explicitDeny`` or ``implicitDeny``."""
    missing: tuple[str, ...]
    """Context keys that the policies ask for and the simulation did not bring along."""
    is_bounded: bool
    """Whether the permissions boundary is what denies it."""
    is_forbidden: bool
    """Whether a policy of the organization is what denies it."""


def simulate(
    aws: Aws, role: str, actions: Sequence[str], resource: str, context: Mapping[str, str]
) -> tuple[Decision, ...]:
    """What the role with the ARN ``role`` may do to one resource; ``context`` is what the request brings along.

    Policies of resources are not asked: of a role, IAM simulates its own policies, its boundary and the
    organization's. Raises AwsError with the code ``NoSuchEntity`` when there is no such role.
    https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
    """
    entries = [
        {"ContextKeyName": key, "ContextKeyValues": [value], "ContextKeyType": "string"}
        for key, value in context.items()
    ]
    with_context = {"ContextEntries": entries} if entries else {}
    try:
        rows = tuple(
            aws.pages(
                "iam",
                "simulate_principal_policy",
                "EvaluationResults",
                PolicySourceArn=role,
                ActionNames=list(actions),
                ResourceArns=[resource],
                **with_context,
            )
        )
    except AwsError as error:
        # Which actions go together is documented nowhere, and the refusal says no code of its own.
        if error.code == "InvalidInput" and _TOGETHER in error.why and len(actions) > 1:
            return tuple(each for action in actions for each in simulate(aws, role, [action], resource, context))
        raise
    return tuple(map(_decision, rows))


def _decision(row: Mapping[str, Any]) -> Decision:
    boundary, organization = (
        row.get("PermissionsBoundaryDecisionDetail", {}),
        row.get("OrganizationsDecisionDetail", {}),
    )
    return Decision(
        action=row["EvalActionName"],
        resource=row.get("EvalResourceName", "*"),
        decision=row["EvalDecision"],
        missing=tuple(row.get("MissingContextValues", ())),
        is_bounded=not boundary.get("AllowedByPermissionsBoundary", True),
        is_forbidden=not organization.get("AllowedByOrganizations", True),
    )
