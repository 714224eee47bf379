"""What releases own is touched by no change set."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.deploy.desired import DesiredStack, wanted
from generator.app.deploy.guard import CODE, problems
from generator.live.change_set import Change
from tests.unit.app.deploy.cloud import stacks

GROUP, RULE = "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::ElasticLoadBalancingV2::ListenerRule"
SERVICE = "AWS::ECS::Service"


LINES = """\
project: shop
region: us-west-2
repository: acme/shop
service:
  port: 3000
  exec: true
  read_only: false
network: {placement: private, nat: single}
environments:
  prod:
    trigger: {tag: "v*"}
    service:
      port: 3000
services:
  api:
    port: 8080
    context: api
    route: {path: ["/api"], priority: 7}
"""


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
        ("base", Change("Remove", "Cluster", "AWS::ECS::Cluster")),
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


@pytest.mark.parametrize(
    ("noun", "change", "line", "path"),
    [
        ("ecs", Change("Modify", "Service", SERVICE, "False", ("EnableExecuteCommand",)), 6, "service.exec"),
        ("ecs", Change("Modify", "Service", SERVICE, "False", ("Tags", "LoadBalancers")), 13, ""),
        ("ecs", Change("Modify", "Service", SERVICE, "False", ("Tags",)), 4, "service"),
        ("ecs", Change("Modify", "Service", SERVICE, "True", ("NetworkConfiguration",)), 8, "network.placement"),
        ("routes", Change("Modify", "BlueTargetGroup", GROUP, "True", ("Port",)), 13, ""),
        ("routes", Change("Modify", "BlueTargetGroup", GROUP, "True", ("VpcId", "Port")), 8, "network"),
        ("api", Change("Modify", "Service", SERVICE, "True", ("LoadBalancers/0/ContainerPort",)), 16, ""),
        ("api", Change("Modify", "ProductionRule", RULE, "False", ("Priority",)), 18, ""),
    ],
)
def test_the_line_that_asks_for_it_is_named(noun: str, change: Change, line: int, path: str) -> None:
    """Be it the environment's own, or another service's."""
    [problem] = problems(_stack(noun, change), [change])
    assert problem.location.line == line, problem
    assert problem.location.path.endswith(path)


def _stack(noun: str, change: Change) -> DesiredStack:
    build = compile_spec(LINES, "shop.yaml")
    wanted_of = {(stack.service, stack.noun): stack for stack in wanted(build, build.projects[0])}
    own = "routes" if change.type != SERVICE else "ecs"
    return wanted_of["api", own] if noun == "api" else wanted_of["main", noun]
