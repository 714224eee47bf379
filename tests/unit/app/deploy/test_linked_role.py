"""Service-linked roles are made before the stacks that need them, and stop nothing."""

from __future__ import annotations

import pytest

from generator.app.deploy.linked_role import LinkedRoles
from generator.app.deploy.progress import Progress
from generator.cfn.linked_role import SERVICES, linked_services
from generator.live.client import AwsError
from generator.live.linked_role import make_linked_role
from tests.docs.page import ROOT
from tests.unit.app.deploy.cloud import Cloud, Fake, stacks


class _Iam(Cloud):
    def __init__(self, refusal: AwsError | None = None) -> None:
        super().__init__()
        self.refusal = refusal

    def create_service_linked_role(self, **given: str) -> dict[str, str]:
        self.calls.append(("linked role", given["AWSServiceName"]))
        if self.refusal:
            raise self.refusal
        return {}


def _prepared(cloud: _Iam) -> list[Progress]:
    told: list[Progress] = []
    LinkedRoles(Fake(cloud), told.append).prepare(stacks().values())
    return told


def test_each_is_made_once_and_said_at_the_stack_that_needs_it() -> None:
    cloud = _Iam()
    told = _prepared(cloud)
    assert {service for _, service in cloud.calls} == {
        "ecs.amazonaws.com",
        "elasticloadbalancing.amazonaws.com",
        "ecs.application-autoscaling.amazonaws.com",
    }
    assert len(cloud.calls) == 3
    assert ("shop-prod-alb", "made the service-linked role of elasticloadbalancing.amazonaws.com") in [
        (each.stack, each.note) for each in told
    ]


def test_one_that_is_there_is_fine() -> None:
    words = "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix."
    taken = AwsError("AWS refused CreateServiceLinkedRole", "InvalidInput", words)
    assert _prepared(_Iam(taken)) == []
    assert not make_linked_role(Fake(_Iam(taken)), "ecs.amazonaws.com")


def test_a_refusal_is_said_and_stops_nothing() -> None:
    denied = AwsError("AWS refused CreateServiceLinkedRole", "AccessDenied", "not authorized")
    told = _prepared(_Iam(denied))
    assert len(told) == 3
    assert all("could not be made beforehand: not authorized" in each.note for each in told)


def test_no_stack_needs_none() -> None:
    cloud = _Iam()
    LinkedRoles(Fake(cloud), lambda progress: None).prepare([stacks()["network"], stacks()["iam"]])
    assert cloud.calls == []


@pytest.mark.parametrize("service", SERVICES.values())
def test_the_deployer_may_make_it(service: str) -> None:
    golden = ROOT / "tests/golden/minimal/expected/tiny/shared/deployer.yaml"
    assert f"role/aws-service-role/{service}/*" in golden.read_text(encoding="utf-8")


def test_by_type() -> None:
    assert linked_services(["AWS::ECS::Cluster", "AWS::ECS::Cluster", "AWS::S3::Bucket"]) == ("ecs.amazonaws.com",)
