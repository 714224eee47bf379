"""What a change of a spec does is what AWS does with it; and what holds for any two sides."""

from __future__ import annotations

from typing import Any

import pytest

from generator.difference.consequence import Consequence
from tests.unit.difference.sides import SPEC, between, only, side, spec_side, told

_NETWORK, _ALB, _ECS = "shop-prod-network", "shop-prod-alb", "shop-prod-ecs"
_ROUTES, _MONITORING, _DASHBOARD = "shop-prod-routes", "shop-prod-monitoring", "shop-prod-dashboard"


def test_a_new_port_is_refused_for_four_reasons_and_stops_at_the_routes() -> None:
    found = between(spec_side(), spec_side(service={"port": 8080}))
    refused = {each.subject: each for each in found.effects if each.consequence is Consequence.REFUSED}
    texts = {subject: [reason.text for reason in each.reasons] for subject, each in refused.items()}
    assert texts["BlueTargetGroup"] == [
        "the stack policy denies Update:Replace",
        "it has to be replaced, and the name that the template gives it is taken, by itself",
    ]
    assert texts["Service"] == [
        "the stack policy denies Update:Modify",
        "ECS takes no update of a service that CodeDeploy controls",
    ]
    assert texts["output BlueTargetGroupArn"] == ["shop-prod-ecs imports it: an export in use cannot be changed"]
    assert found.stop
    assert (found.stop.refused, found.stop.done) == ((_ROUTES,), ())
    assert {_ECS, _MONITORING, _DASHBOARD} <= {*found.stop.left}
    assert [(each.before, each.after) for each in refused["BlueTargetGroup"].changes] == [(3000, 8080)]


def test_a_new_size_of_the_tasks_waits_for_a_release() -> None:
    found = between(spec_side(), spec_side(service={"cpu": 512, "memory": 1024}))
    assert told(found) == {"BootstrapTaskDefinition": "replaced", "shop/prod/main/taskdef.json": "next release"}
    assert found.effects[0].when == "the stack at once, tasks with a release"


def test_a_variable_changes_no_stack() -> None:
    effect = only(between(spec_side(), spec_side(service={"environment": {"A": "b"}})))
    assert (effect.consequence, effect.when) == (Consequence.NEXT_RELEASE, "with the next release")
    [change] = effect.changes
    assert (change.place, change.before, change.after) == (
        "containerDefinitions[shop].environment[A]", None, {"name": "A", "value": "b"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("section", "value", "refused", "stops_at"),
    [
        ("service", {"exec": True, "read_only": False}, {"Service"}, _ECS),
        (
            "network",
            {"placement": "private", "nat": "single"},
            {"Service", "output TaskSubnetIds"},
            "shop-prod-network",
        ),
        ("load_balancer", {"test_port": False}, {"TestRule", "output TestListenerArn"}, _ALB),
    ],
)
def test_what_aws_refuses(section: str, value: Any, refused: set[str], stops_at: str) -> None:
    found = between(spec_side(), spec_side(**{section: value}))
    assert {each.subject for each in found.effects if each.consequence is Consequence.REFUSED} == refused
    assert found.stop
    assert found.stop.refused == (stops_at,)


def test_a_new_network_reaches_every_stack_that_imports_it() -> None:
    found = between(spec_side(), spec_side(network={"cidr": "10.20.0.0/16"}))
    assert found.stop
    assert (found.stop.refused, found.stop.done) == ((_NETWORK,), ())
    assert {_ALB, _ROUTES, _ECS, _MONITORING, _DASHBOARD} <= {*found.stop.left}
    replaced = [each for each in found.effects if each.consequence is Consequence.REPLACED]
    assert len(replaced) == 10
    assert {each.stack for each in replaced} == {_NETWORK, _ROUTES}
    interrupted = {each.subject for each in found.effects if each.consequence is Consequence.INTERRUPTED}
    assert interrupted == {"InternetGatewayAttachment", "PublicRoute"}


@pytest.mark.parametrize(
    ("section", "value", "worst"),
    [
        ("tags", {"team": "checkout"}, Consequence.UPDATED),
        ("release", {"percent": 20}, Consequence.UPDATED),
        ("notifications", {"email": ["team@example.com"]}, Consequence.UPDATED),
        ("build", {"test": ["make"]}, Consequence.NEXT_RELEASE),
    ],
)
def test_what_nobody_notices(section: str, value: Any, worst: Consequence) -> None:
    found = between(spec_side(), spec_side(**{section: value}))
    assert found.worst is worst
    assert found.stop is None


def test_the_tags_of_what_is_locked_do_not_change() -> None:
    found = between(spec_side(), spec_side(tags={"team": "checkout"}))
    assert {"Service", "ProductionRule", "TestRule"}.isdisjoint(told(found))
    assert len(found.effects) > 40


def test_a_stack_comes_or_goes_as_a_whole() -> None:
    other = {**SPEC, "environments": {**SPEC["environments"], "dev": {"trigger": {"branch": "develop"}}}}
    came = {k: v for k, v in told(between(spec_side(), spec_side(other))).items() if k.startswith("shop-dev-")}
    went = {k: v for k, v in told(between(spec_side(other), spec_side())).items() if k.startswith("shop-dev-")}
    assert set(came.values()) == {"created"}
    assert set(went.values()) == {"removed"}
    assert came.keys() == went.keys() >= {"shop-dev-network", "shop-dev-ecs"}


def test_a_default_of_a_parameter_does_not_reach_a_stack_that_is_there() -> None:
    def template(default: int) -> dict[str, Any]:
        log = {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": {"Ref": "Days"}}}
        return {"Parameters": {"Days": {"Type": "Number", "Default": default}}, "Resources": {"Log": log}}

    effect = only(between(side(a=template(7)), side(a=template(30))))
    assert (effect.subject, effect.consequence) == ("parameter Days", Consequence.UPDATED)
    assert effect.reasons[0].text == "a stack that is there keeps the value that it was given"


def test_types_without_a_schema_are_counted() -> None:
    one, other = (
        side(a="\n".join(f"It{n}: {{Type: 'Custom::Thing', Properties: {{A: {value}}}}}" for n in range(3)))
        for value in (1, 2)
    )
    found = between(one, other)
    assert found.unknown_types == {"Custom::Thing": 3}
    assert {effect.consequence for effect in found.effects} == {Consequence.UNKNOWN}
    assert found.compared == 3


def test_some_values_replace_and_others_do_not() -> None:
    one, other = (
        side(a=f"Vpc: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: x, InstanceTenancy: {name}}}}}")
        for name in ("default", "dedicated")
    )
    effect = only(between(one, other))
    assert effect.consequence is Consequence.REPLACED
    assert effect.reasons[0].text.startswith("AWS replaces it for some values")


def test_an_output_that_only_people_read_is_told_too() -> None:
    def template(value: str) -> dict[str, Any]:
        return {"Resources": {}, "Outputs": {"Url": {"Value": value}}}

    effect = only(between(side(a=template("x")), side(a=template("y"))))
    assert (effect.subject, effect.consequence, effect.type) == ("output Url", Consequence.UPDATED, "")
