"""IAM roles: a principal's trust and permissions under the name that the others know it by."""

from __future__ import annotations

from typing import Any

from awacs.aws import PolicyDocument
from troposphere.iam import Policy, Role

from generator.cfn.intrinsic import text
from generator.model.workload import Workload
from generator.naming import logical


def role(workload: Workload, principal: str, trust: PolicyDocument, permissions: PolicyDocument | None) -> Role:
    """A role with one inline policy, or with none where there is nothing to allow."""
    names = workload.names
    options: dict[str, Any] = {}
    if permissions:
        options["Policies"] = [Policy(PolicyName=principal, PolicyDocument=permissions)]
    if workload.project.permissions_boundary:
        options["PermissionsBoundary"] = workload.project.permissions_boundary
    return Role(
        logical.role(principal),
        RoleName=text(names.role(principal)),
        Description=f"{principal} of {workload.project.name} in {workload.environment.name}",
        AssumeRolePolicyDocument=trust,
        **options,
    )
