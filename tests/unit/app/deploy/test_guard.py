"""What releases own is touched by no change set."""

from __future__ import annotations

import pytest

from generator.app.deploy.guard import CODE, problems
from generator.live.change_set import Change
from tests.unit.app.deploy.cloud import stacks

GROUP, RULE = "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::ElasticLoadBalancingV2::ListenerRule"
SERVICE = "AWS::ECS::Service"


@pytest.mark.parametrize(
    ("noun", "change"),
    [
        ("ecs", Change("Modify", "Service", SERVICE, "False", ("EnableExecuteCommand",))),
        ("ecs", Change("Remove", "Service", SERVICE)),
        ("ecs", Change("Dynamic", "Service", SERVICE)),
        ("routes", Change("Modify", "ProductionRule", RULE, "False", ("Actions",))),
        ("routes", Change("Modify", "TestRule", RULE, "Conditional")),
        ("routes", Change("Remove", "TestRule", RULE)),
        ("routes", Change("Modify", "BlueTargetGroup", GROUP, "True", ("Port",))),
        ("routes", Change("Modify", "GreenTargetGroup", GROUP, "Conditional", ("VpcId",))),
        ("routes", Change("Remove", "GreenTargetGroup", GROUP)),
        ("routes", Change("Remove", "NotInTheTemplateAnyMore", RULE)),
    ],
)
def test_it_is_refused_with_what_to_do_instead(noun: str, change: Change) -> None:
    [problem] = problems(stacks()[noun], [change])
    assert problem.code == CODE
    assert problem.message.startswith(f"{change.logical_id} of shop-prod-{noun} would be ")
    assert "an environment beside this one" in problem.hint
    assert problem.location.file == "shop.yaml"


@pytest.mark.parametrize(
    ("noun", "change"),
    [
        ("ecs", Change("Add", "Service", SERVICE)),
        ("ecs", Change("Modify", "ScalableTarget", "AWS::ApplicationAutoScaling::ScalableTarget", "True")),
        ("routes", Change("Modify", "BlueTargetGroup", GROUP, "False", ("HealthCheckPath",))),
        ("alb", Change("Modify", "ProductionListener", "AWS::ElasticLoadBalancingV2::Listener", "False")),
        ("network", Change("Remove", "Vpc", "AWS::EC2::VPC")),
        ("alb", Change("Remove", "RedirectListener", "AWS::ElasticLoadBalancingV2::Listener")),
    ],
)
def test_the_rest_is_not_its_business(noun: str, change: Change) -> None:
    assert not [*problems(stacks()[noun], [change])]


def test_what_happens_is_said() -> None:
    changes = [
        Change("Modify", "BlueTargetGroup", GROUP, "True", ("Port", "VpcId")),
        Change("Remove", "TestRule", RULE),
        Change("Modify", "ProductionRule", RULE, "False", ("Actions",)),
    ]
    assert [problem.message for problem in problems(stacks()["routes"], changes)] == [
        "BlueTargetGroup of shop-prod-routes would be replaced (Port, VpcId)",
        "TestRule of shop-prod-routes would be removed",
        "ProductionRule of shop-prod-routes would be changed (Actions)",
    ]
