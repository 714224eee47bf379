"""A plan says what its change sets do not: what AWS would refuse, what others import, what a check of AWS warns of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click
import pytest

from generator.app.build.compile import compile_spec
from generator.app.deploy.desired import DesiredStack, wanted
from generator.app.deploy.impact import Beyond, beyond
from generator.app.deploy.plan import Action, Planned, plan
from generator.cli.json.change import beyond_document, planned_document
from generator.cli.text.change import plan_lines
from tests.unit.app.deploy.cloud import SPEC, Cloud, Fake, stacks, worker


def _changed(text: str) -> list[DesiredStack]:
    """What the spec with one line more wants of prod."""
    build = compile_spec(SPEC + text, "shop.yaml")
    assert not build.problems, build.problems
    project = next(each for each in build.projects if each.environment.name == "prod")
    return [*wanted(build, project)]


def _deployed(**changes: list[dict[str, Any]]) -> Cloud:
    """All stacks as the spec has them; ``changes`` are of change sets, by noun, and the others hold none."""
    status, templates, policies, sets = {}, {}, {}, {}
    for noun, stack in stacks().items():
        status[stack.name] = "UPDATE_COMPLETE"
        templates[stack.name] = stack.subject.text
        policies[stack.name] = stack.policy or ""
        sets[stack.name] = changes.get(noun, [])
    return Cloud(status, changes=sets, templates=templates, policies=policies)


def _planned(cloud: Cloud, wanted: Sequence[DesiredStack]) -> tuple[tuple[Planned, ...], Beyond]:
    plans = plan(worker(cloud), wanted)
    return plans, beyond(Fake(cloud), plans)


def _row(logical_id: str, kind: str, action: str = "Modify", **more: Any) -> dict[str, Any]:
    return {"Action": action, "LogicalResourceId": logical_id, "ResourceType": kind, "Replacement": "False", **more}


_CIDR = 'network: {cidr: "10.9.0.0/16"}\n'
_VPC = _row("Vpc", "AWS::EC2::VPC", Replacement="True")


def _lines(plans: Sequence[Planned], known: Beyond) -> list[str]:
    return [click.unstyle(line) for line in plan_lines(plans, known)]


def test_a_change_set_that_replaces_is_told_to_be_refused() -> None:
    plans, known = _planned(_deployed(network=[_VPC]), _changed(_CIDR))
    lines = _lines(plans, known)
    [place] = [number for number, line in enumerate(lines) if line.startswith("  ! Vpc AWS::EC2::VPC (replaced): ")]
    assert "CidrBlock: 10.0.0.0/16 -> 10.9.0.0/16" in lines[place + 1]
    assert any("output" in line and ": refused" in line for line in lines)
    assert any("an export in use cannot be changed" in line for line in lines)
    assert [line for line in lines if line.startswith("a deployment stops at shop-prod-network")]
    [row] = [planned_document(each, known) for each in plans if each.stack.noun == "network"]
    assert {effect["verdict"] for effect in row["effects"]} >= {"refused"}
    assert beyond_document(known)["stop"]["refused"] == ["shop-prod-network"]


def test_cloudformation_s_own_values_come_first() -> None:
    target = {"Name": "CidrBlock", "Path": "/Properties/CidrBlock", "BeforeValue": "of AWS", "AfterValue": "b"}
    plans, known = _planned(_deployed(network=[{**_VPC, "Details": [{"Target": target}]}]), _changed(_CIDR))
    assert "      CidrBlock: of AWS -> b" in _lines(plans, known)
    assert not [line for line in _lines(plans, known) if "10.0.0.0/16 -> 10.9" in line and "CidrBlock" in line[:16]]


def test_the_stack_policy_that_is_deployed_is_the_one_that_denies() -> None:
    health = SPEC.replace("{port: 3000}", "{port: 3000, health_check: {path: /health}}")
    build = compile_spec(health, "shop.yaml")
    new = wanted(build, next(each for each in build.projects if each.environment.name == "prod"))
    group = [_row("BlueTargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup")]
    cloud = _deployed(routes=group)
    _, known = _planned(cloud, new)
    assert "refused" not in {str(each.consequence) for each in known.of("shop-prod-routes")}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "Update:*", "Resource": "LogicalResourceId/BlueTargetGroup"}
    allow = {"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"}
    cloud.policies["shop-prod-routes"] = json.dumps({"Statement": [allow, deny]})
    _, known = _planned(cloud, new)
    [effect] = [each for each in known.of("shop-prod-routes") if each.subject == "BlueTargetGroup"]
    assert (str(effect.consequence), effect.reasons[0].text) == ("refused", "the stack policy denies Update:Modify")


def test_json_is_read_as_botocore_gives_it() -> None:
    cloud = _deployed(network=[_VPC])
    cloud.templates["shop-prod-network"] = stacks()["network"].subject.data
    assert {each.stack for each in _planned(cloud, _changed(_CIDR))[1].of("shop-prod-network")}


@pytest.mark.parametrize("noun", ["network", "ecs"])
def test_whoever_may_not_read_templates_gets_the_plan_nevertheless(noun: str) -> None:
    cloud = _deployed(network=[_VPC])
    del cloud.templates[stacks()[noun].name]
    plans, known = _planned(cloud, _changed(_CIDR))
    lines = _lines(plans, known)
    assert "  ! Vpc AWS::EC2::VPC (replaced)" in lines
    assert lines[-1] == "not compared with what is deployed: AWS refused GetTemplate: no"
    assert beyond_document(known) == {"stop": None, "not_compared": "AWS refused GetTemplate: no"}


def test_a_template_that_nobody_can_read_is_said() -> None:
    cloud = _deployed(network=[_VPC])
    cloud.templates["shop-prod-network"] = "Resources: ["
    _, known = _planned(cloud, _changed(_CIDR))
    assert "shop-prod-network" in known.why_not


def test_nothing_is_asked_where_nothing_changes_or_all_is_new() -> None:
    for cloud in (_deployed(), Cloud()):
        cloud.templates.clear()
        assert _planned(cloud, [*stacks().values()])[1] == Beyond()


def test_a_stack_without_a_change_set_is_told_all_that_is_known() -> None:
    cloud = _deployed(network=[_VPC])
    cloud.reasons["shop-prod-alb"] = "No export named shop-prod-network-New found."
    plans, known = _planned(cloud, _changed("load_balancer: {deletion_protection: false}\n" + _CIDR))
    [alb] = [each for each in plans if each.stack.noun == "alb"]
    assert alb.action is Action.LATER
    assert any(
        line.startswith("  ~ LoadBalancer AWS::ElasticLoadBalancingV2::LoadBalancer: ") for line in _lines(plans, known)
    )


def test_what_cloudformation_warns_of_is_shown() -> None:
    said = {
        "EventType": "VALIDATION_ERROR", "LogicalResourceId": "Repository", "ValidationStatus": "FAILED",
        "ValidationFailureMode": "WARN", "ValidationStatusReason": "it holds 12 images",
    }  # fmt: skip
    cloud = _deployed(network=[_row("Vpc", "AWS::EC2::VPC")])
    cloud.validations["shop-prod-network"] = [
        {"EventType": "STACK_EVENT", "LogicalResourceId": "Other"},
        said,
        {**said, "ValidationStatus": "SKIPPED", "ValidationStatusReason": "not looked at"},
    ]
    plans, known = _planned(cloud, _changed(_CIDR))
    assert "  ! CloudFormation warns: Repository: it holds 12 images" in _lines(plans, known)
    [row] = [planned_document(each, known) for each in plans if each.stack.noun == "network"]
    assert row["warnings"] == ["Repository: it holds 12 images"]
