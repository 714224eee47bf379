"""What releases rest on, as the gate's rules say it; each mutant of a release damages something of that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest

from generator.cfn.touched import touched
from generator.gate.catalog import ROOMS, RULES
from generator.gate.promise import about, why_added, why_attribute, why_property
from tests.mutants import iam, native, pipeline, release
from tests.mutants.mutant import Mutant
from tests.mutants.world import NotApplicableError, World, world


@pytest.mark.parametrize(
    ("resource_type", "name", "why"),
    [
        ("AWS::ECS::Service", "DeploymentController", "the rule release-service is about it: "),
        ("AWS::CodeDeploy::DeploymentGroup", "AlarmConfiguration", "the rule alarm-attached is about it: "),
        ("AWS::CodeDeploy::DeploymentGroup", "OutdatedInstancesStrategy", "it says how releases shift traffic"),
        ("AWS::IAM::Role", "AssumeRolePolicyDocument", "the rule "),
        ("AWS::CloudWatch::Alarm", "EvaluationPeriods", "it may stop releases"),
        ("AWS::Logs::LogGroup", "LogGroupName", "policies, commands and other stacks know it by this name"),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "VpcId", "a change of it makes a new thing"),
        ("AWS::ElasticLoadBalancingV2::ListenerRule", "Conditions", "the rule rule-conditions is about it: "),
        ("AWS::ElasticLoadBalancingV2::Listener", "SslPolicy", "the rule listener-tls is about it: "),
    ],
)
def test_what_is_protected(resource_type: str, name: str, why: str) -> None:
    assert why_property(resource_type, name).startswith(why)


@pytest.mark.parametrize(
    ("resource_type", "name"),
    [
        ("AWS::CloudWatch::Alarm", "AlarmDescription"),
        ("AWS::ECS::Cluster", "ClusterSettings"),
        ("AWS::ECS::TaskDefinition", "ContainerDefinitions"),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes"),
        ("AWS::IAM::Role", "Tags"),
        ("AWS::SNS::Topic", "DisplayName"),
    ],
)
def test_what_is_not(resource_type: str, name: str) -> None:
    assert why_property(resource_type, name) == ""


def test_what_may_not_be_added_without_a_reason() -> None:
    assert why_added("AWS::ElasticLoadBalancingV2::ListenerRule")
    assert why_added("AWS::IAM::Policy")
    assert not why_added("AWS::CloudWatch::Alarm")


def test_attributes() -> None:
    assert why_attribute("DeletionPolicy") == "it says what outlives its stack"
    assert not why_attribute("Metadata")


def test_a_rule_is_about_what_its_twins_have_otherwise() -> None:
    [rollback] = [rule for rule in RULES if rule.id == "rollback"]
    assert list(about(rollback)) == [("AWS::CodeDeploy::DeploymentGroup", "AutoRollbackConfiguration")]


@pytest.mark.parametrize("room", ["alarms", "iam", "pipeline", "rollout"])
def test_what_a_rule_about_releases_is_about_is_protected(room: str) -> None:
    [rules] = [each.rules for each in ROOMS if each.name == room]
    assert [found for rule in rules for found in about(rule) if not why_property(*found)] == []


_JUDGED = {"same-image-for-ever"}
"""What the gate ends whatever the reason: to protect it would be to protect every word of a container."""
_MUTANTS = [
    mutant for group in (iam, native, pipeline, release) for mutant in group.MUTANTS if mutant.id not in _JUDGED
]


@pytest.mark.parametrize("case", ["minimal", "ecs"])
def test_what_a_mutant_of_a_release_damages_is_protected(case: str) -> None:
    clean = world(case)
    found = {mutant.id: [*_damaged(clean, json.dumps(clean.templates), mutant)] for mutant in _MUTANTS}
    assert sum(map(bool, found.values())) > 60, "as many as damage this case"
    assert {each: path for each, paths in found.items() for path, why in paths if not why} == {}


def _damaged(clean: World, text: str, mutant: Mutant) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each path of a resource that it damages, and why that is protected; ``text`` is what is there to be copied."""
    broken = World(json.loads(text), clean.files)
    with suppress(NotApplicableError, KeyError):
        mutant.damage(broken)
    for stack, template in clean.templates.items():
        before, now = template["Resources"], broken.templates[stack]["Resources"]
        if before == now:
            continue
        for logical_id, attribute, *inside in ((*path, "") for path in touched(before, now)):
            if logical_id not in before or logical_id not in now:
                continue
            if attribute == "Properties":
                yield (stack, logical_id, *inside), why_property(before[logical_id]["Type"], str(inside[0]))
            else:
                yield (stack, logical_id, attribute), why_attribute(str(attribute))
