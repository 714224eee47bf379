"""What has to be deployed before the deployer may not do it any more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.app.deploy.given_up import given_up
from generator.app.deploy.plan import Action, Planned
from generator.live.change_set import Change
from tests.unit.app.deploy.cloud import PROJECTS, stacks

_PROD = PROJECTS["prod"]
_CHANGE = Change("Modify", "Repository", "AWS::ECR::Repository", "False", ("RepositoryPolicyText",))


def _planned(*changes: Change) -> Planned:
    return Planned(stacks()["ecr"], Action.UPDATE, changes)


def test_the_last_policy_of_a_repository_goes_before_the_permission_does() -> None:
    [line] = given_up(_PROD, [_planned(_CHANGE)])
    assert line == (
        "shop-ecr takes the policy of an image repository away, which the new template of shop-deployer does not let "
        "its role do: deploy shop-ecr first, or as an administrator"
    )


def test_other_changes_take_no_such_permission() -> None:
    assert given_up(_PROD, [_planned(replace(_CHANGE, properties=("LifecyclePolicy",)))]) == ()
    assert given_up(_PROD, [_planned()]) == ()


def test_where_a_repository_keeps_its_policy_the_permission_stays() -> None:
    planned = _planned(_CHANGE)
    subject = planned.stack.subject
    kept: dict[str, Any] = {"Resources": {"Repository": {"Properties": {"RepositoryPolicyText": {}}}}}
    stack = replace(planned.stack, subject=subject._replace(data=kept))
    assert given_up(_PROD, [replace(planned, stack=stack)]) == ()
