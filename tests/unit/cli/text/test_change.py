"""A plan reads as what it would do, and an outcome as what it did."""

from __future__ import annotations

import click
import pytest

from generator.app.deploy.plan import Action, Planned
from generator.app.deploy.progress import StackOutcome, State
from generator.cli.json.change import error_document, outcome_document, planned_document
from generator.cli.text.change import outcome_line, plan_lines
from generator.errors import OutsideError, SpecError
from generator.live.change_set import Change, ValueChange
from generator.problems import Location, Problem
from tests.unit.app.deploy.cloud import stacks

GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"


def _lines(*plans: Planned) -> list[str]:
    return [click.unstyle(line) for line in plan_lines(plans)]


def test_a_new_stack_is_counted_and_a_change_is_shown() -> None:
    changes = (
        Change("Modify", "BlueTargetGroup", GROUP, "False", ("HealthCheckPath", "Matcher")),
        Change("Modify", "LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "True", ("Scheme",)),
        Change("Modify", "TestListener", "AWS::ElasticLoadBalancingV2::Listener", "Conditional"),
        Change("Add", "Record", "AWS::Route53::RecordSet"),
        Change("Remove", "LogBucket", "AWS::S3::Bucket", policy="Retain"),
    )
    assert _lines(
        Planned(stacks()["ecr"], Action.CREATE, (Change("Add", "Repository", "AWS::ECR::Repository"),)),
        Planned(stacks()["alb"], Action.UPDATE, changes),
        Planned(stacks()["ecs"], Action.NOTHING),
        Planned(stacks()["iam"], Action.RESTORE),
    ) == [
        "shop-ecr       create: 1 resource",
        "shop-prod-alb  update: 5 changes",
        "  ~ BlueTargetGroup AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckPath, Matcher",
        "  ! LoadBalancer AWS::ElasticLoadBalancingV2::LoadBalancer Scheme (replaced)",
        "  ! TestListener AWS::ElasticLoadBalancingV2::Listener (may be replaced)",
        "  + Record AWS::Route53::RecordSet",
        "  - LogBucket AWS::S3::Bucket (stays, outside of the stack)",
        "shop-prod-ecs  nothing to change",
        "shop-prod-iam  take back the failed update, update",
    ]


def test_old_and_new_values_stand_below_the_resource_that_they_are_of() -> None:
    values = (
        ValueChange("HealthCheckPath", "/", "/health"),
        ValueChange("Tags/0", None, '{"Key":"team","Value":"checkout"}'),
        ValueChange("Matcher", '{"HttpCode":"200"}', None),
    )
    change = Change("Modify", "BlueTargetGroup", GROUP, "False", ("HealthCheckPath", "Tags"), values=values)
    planned = Planned(stacks()["alb"], Action.UPDATE, (change,))
    assert _lines(planned)[1:] == [
        "  ~ BlueTargetGroup AWS::ElasticLoadBalancingV2::TargetGroup",
        "      HealthCheckPath: / -> /health",
        '      Tags/0: {"Key":"team","Value":"checkout"} added',
        '      Matcher: {"HttpCode":"200"} removed',
    ]
    [row] = planned_document(planned)["changes"]
    assert row["values"][0] == {"place": "HealthCheckPath", "before": "/", "after": "/health"}


@pytest.mark.parametrize(
    ("change", "colour"),
    [
        (Change("Add", "A", GROUP), "green"),
        (Change("Import", "A", GROUP), "green"),
        (Change("Remove", "A", GROUP), "red"),
        (Change("Modify", "A", GROUP, "True"), "red"),
        (Change("Modify", "A", GROUP, "Conditional"), "red"),
        (Change("Modify", "A", GROUP, "False"), "yellow"),
        (Change("Dynamic", "A", GROUP), "yellow"),
    ],
)
def test_what_is_lost_is_red_and_what_comes_is_green(change: Change, colour: str) -> None:
    # Beside another change: a stack that is only added to is counted, and not listed.
    shown = [*plan_lines([Planned(stacks()["alb"], Action.UPDATE, (change, Change("Modify", "B", GROUP)))])][1]
    text = click.unstyle(shown)
    assert shown == click.style(text.removeprefix("  "), fg=colour).join(["  ", ""])


def test_outcomes_are_counted() -> None:
    outcomes = [StackOutcome("a", State.CREATED), StackOutcome("b", State.CREATED), StackOutcome("c", State.PENDING)]
    assert outcome_line(outcomes) == "2 created, 1 waits for the connection"


def test_the_documents_say_the_same() -> None:
    change = Change("Modify", "BlueTargetGroup", GROUP, "False", ("Matcher",))
    planned = planned_document(Planned(stacks()["alb"], Action.UPDATE, (change,)))
    assert (planned["name"], planned["action"], planned["error"]) == ("shop-prod-alb", "update", None)
    assert planned["changes"] == [
        {
            "action": "Modify",
            "logical_id": "BlueTargetGroup",
            "type": GROUP,
            "replacement": "False",
            "properties": ["Matcher"],
            "values": [],
        }
    ]
    outcome = outcome_document(StackOutcome("a", State.FAILED, error=OutsideError("x", "y", "z")))
    assert outcome == {"name": "a", "state": "failed", "changes": [], "error": {"what": "x", "why": "y", "hint": "z"}}
    error = error_document(SpecError([Problem(Location("shop.yaml", 1), "no", "protected-resource")]))
    assert error is not None
    assert [problem["code"] for problem in error["problems"]] == ["protected-resource"]
