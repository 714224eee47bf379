"""IAM roles: a principal's trust and permissions under the name that the others know it by."""

from __future__ import annotations

from typing import Any

from awacs.aws import PolicyDocument
from troposphere.iam import Policy, Role

from generator.cfn.intrinsic import text
from generator.model.service import Service
from generator.naming import logical


def role(service: Service, principal: str, trust: PolicyDocument, permissions: PolicyDocument | None) -> Role:
    """A role with one inline policy, or with none where there is nothing to allow."""
    names = service.names
    options: dict[str, Any] = {}
    if permissions:
        options["Policies"] = [Policy(PolicyName=principal, PolicyDocument=permissions)]
    if service.project.permissions_boundary:
        options["PermissionsBoundary"] = service.project.permissions_boundary
    return Role(
        logical.role(principal),
        RoleName=text(names.role(principal)),
        Description=f"{principal} of {service.project.name} in {service.environment.name}",
        AssumeRolePolicyDocument=trust,
        **options,
    )
