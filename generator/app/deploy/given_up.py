"""A plan -> what it does by a permission that the deployer's new template gives up: that template comes after it.

An administrator deploys the deployer's stack, and by then its role may not do any more what takes the last of a thing
away. Of the policy of an image repository CloudFormation asks for ``ecr:DeleteRepositoryPolicy``:
https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator import naming
from generator.app.deploy.plan import Planned
from generator.model.project import Project

_REPOSITORY = "AWS::ECR::Repository"
_POLICY = "RepositoryPolicyText"


def given_up(project: Project, plans: Sequence[Planned]) -> tuple[str, ...]:
    """A line for each stack that has to be deployed before the deployer's, or by an administrator."""
    if any(_has_policy(planned) for planned in plans):
        return ()
    deployer = naming.shared_stack(project.name, "deployer")
    return tuple(
        f"{planned.stack.name} takes the policy of an image repository away, which the new template of {deployer} does "
        f"not let its role do: deploy {planned.stack.name} first, or as an administrator"
        for planned in plans
        if any(change.type == _REPOSITORY and _POLICY in change.properties for change in planned.changes)
    )


def _has_policy(planned: Planned) -> bool:
    resources = planned.stack.subject.data.get("Resources", {})
    return any(_POLICY in body.get("Properties", {}) for body in resources.values())
