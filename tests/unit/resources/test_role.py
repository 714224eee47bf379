"""IAM roles."""

from __future__ import annotations

from generator.policies import task
from generator.policies.trust import policy, service_trust
from generator.resources.role import role
from tests.unit.project import BOUNDARY, plain, properties, service

TRUST = service_trust("ecs-tasks.amazonaws.com")
ALLOWED = policy([])


def test_a_role_is_known_by_its_name_which_has_the_region() -> None:
    made = role(service(), "task", TRUST, ALLOWED)
    assert made.title == "TaskRole"
    assert properties(made)["RoleName"] == {"Fn::Sub": "shop-prod-task-${AWS::Region}"}
    assert properties(made)["AssumeRolePolicyDocument"] == plain(TRUST)


def test_a_role_has_one_inline_policy_and_no_managed_one() -> None:
    body = properties(role(service(), "codebuild", TRUST, ALLOWED))
    assert body["Policies"] == [{"PolicyName": "codebuild", "PolicyDocument": plain(ALLOWED)}]
    assert "ManagedPolicyArns" not in body


def test_a_role_that_may_do_nothing_has_no_policy() -> None:
    assert task.permissions(service(), "key") is None
    assert "Policies" not in properties(role(service(), "task", TRUST, None))


def test_the_boundary_is_on_every_role_when_the_spec_has_one() -> None:
    assert "PermissionsBoundary" not in properties(role(service(), "task", TRUST, None))
    made = role(service(permissions_boundary=BOUNDARY), "task", TRUST, None)
    assert properties(made)["PermissionsBoundary"] == BOUNDARY
