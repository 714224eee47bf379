"""Alarms: what they watch, when they go off, and that CodeDeploy is told all of them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.canary.poisson import at_most
from generator.model.container import Container, Count, HealthCheck
from generator.model.release import Alarms, Release
from generator.model.service import Service
from generator.naming import logical
from generator.resources import metric_query
from generator.resources.alarm import alarm_names, alarms
from tests.unit.project import container, plain, service

GROUPS = {"blue": "tg-blue", "green": "tg-green"}
BALANCER = {"Name": "LoadBalancer", "Value": "app/shop"}


def _alarms(made: Service) -> dict[str, dict[str, Any]]:
    return {alarm.title: plain(alarm)["Properties"] for alarm in alarms(made, "app/shop", GROUPS, "arn:topic")}


def _with(**thresholds: Any) -> Service:
    return service(release=Release(alarms=Alarms(**thresholds)))


def _of_group(colour: str) -> list[dict[str, str]]:
    return [BALANCER, {"Name": "TargetGroup", "Value": f"tg-{colour}"}]


MEASURES = ("errors", "connections", "latency", "unhealthy")


def _names(*measures: str) -> list[str]:
    return [f"{colour}-{measure}" for colour in ("blue", "green") for measure in measures]


@pytest.mark.parametrize(
    ("thresholds", "names"),
    [
        ({}, ["load-balancer-errors", *_names(*MEASURES)]),
        ({"errors": None}, _names("connections", "latency", "unhealthy")),
        ({"errors": 0}, ["load-balancer-errors", *_names(*MEASURES)]),
        ({"connections": None, "latency": None, "unhealthy": None}, ["load-balancer-errors", *_names("errors")]),
        ({"errors": None, "latency": None, "unhealthy": None}, _names("connections")),
        ({"errors": None, "connections": None, "unhealthy": None}, _names("latency")),
        ({"errors": None, "connections": None, "latency": None}, _names("unhealthy")),
        (dict.fromkeys(MEASURES), []),
    ],
)
def test_each_alarm_can_be_turned_off_and_codedeploy_is_told_of_the_others(
    thresholds: dict[str, Any], names: list[str]
) -> None:
    made = _with(**thresholds)
    assert [alarm["AlarmName"] for alarm in _alarms(made).values()] == [f"shop-prod-{name}" for name in names]
    assert alarm_names(made) == [f"shop-prod-{name}" for name in names]
    assert len(names) <= 10, "CodeDeploy takes ten"


@pytest.mark.parametrize(
    ("measure", "value", "comparison", "first"),
    [
        ("errors", 2.5, "GreaterThanThreshold", "RequestCount"),
        ("connections", 2.5, "GreaterThanThreshold", "RequestCount"),
        ("latency", 0.75, "GreaterThanThreshold", "RequestCount"),
        ("unhealthy", 1, "GreaterThanOrEqualToThreshold", "UnHealthyHostCount"),
    ],
)
@pytest.mark.parametrize("colour", ["blue", "green"])
def test_a_colour_is_held_against_the_threshold_and_named_first(
    colour: str, measure: str, value: float, comparison: str, first: str
) -> None:
    alarm = _alarms(_with(**{measure: value}))[f"{colour.capitalize()}{measure.capitalize()}Alarm"]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (value, comparison)
    assert f"{value:g}" in alarm["AlarmDescription"]
    metric = alarm["Metrics"][0]["MetricStat"]["Metric"]
    assert metric == {"Namespace": "AWS/ApplicationELB", "MetricName": first, "Dimensions": _of_group(colour)}


@pytest.mark.parametrize("colour", ["blue", "green"])
def test_the_other_colour_is_the_other_one(colour: str) -> None:
    [other] = {"blue", "green"} - {colour}
    for measure in ("Errors", "Connections", "Latency", "Unhealthy"):
        metrics = _alarms(service())[f"{colour.capitalize()}{measure}Alarm"]["Metrics"]
        for query in metrics:
            if query["Id"].startswith("other_") and "MetricStat" in query:
                assert query["MetricStat"]["Metric"]["Dimensions"] == _of_group(other)


@pytest.mark.parametrize(
    ("engine", "said", "tasks", "threshold"),
    [
        ("ecs", {}, 1, 3),
        ("ecs", {}, 6, 3),
        ("ecs", {}, 7, 4),
        ("ecs", {"tasks": 1}, 7, 1),
        ("ecs", {"tasks": None}, 7, None),
        ("codedeploy", {}, 7, None),
        ("codedeploy", {"tasks": 5}, 1, 5),
    ],
)
def test_tasks_that_fail_are_counted_where_nothing_else_ends_a_release_that_never_starts(
    engine: str, said: dict[str, Any], tasks: int, threshold: int | None
) -> None:
    release = Release(engine=engine, alarms=Alarms(**said))
    made = service(release=release, container=container(count=Count(tasks, tasks)))
    alarm = _alarms(made).get("TasksFailedAlarm")
    if threshold is None:
        assert alarm is None
        return
    assert alarm is not None
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (threshold, "GreaterThanOrEqualToThreshold")
    [query] = alarm["Metrics"]
    rule = [{"Name": "RuleName", "Value": {"Ref": logical.TASK_RULE}}]
    assert query["MetricStat"]["Metric"] == {
        "Namespace": "AWS/Events",
        "MetricName": "TriggeredRules",
        "Dimensions": rule,
    }
    assert alarm_names(made)[-1] == "shop-prod-tasks-failed"
    assert len(alarm_names(made)) <= 10, "CodeDeploy takes ten"


@pytest.mark.parametrize(("tasks", "an_hour", "most"), [(3, 1 / 24, 1 / 100_000), (3, 1, 3 / 100), (5, 1, 1 / 1000)])
def test_a_good_release_is_seldom_stopped_by_tasks_of_the_old_version(tasks: int, an_hour: float, most: float) -> None:
    """As docs/spec.md has it, for a release of an hour: some failure in it has the others in the minutes before it."""
    before = an_hour * metric_query.FAILING_SECONDS / 3600
    assert an_hour * (1 - at_most(before, tasks - 2)) <= most


@pytest.mark.parametrize(
    ("release", "threshold"),
    [
        ({}, 4),
        ({"percent": 3}, 1.5),
        ({"percent": 50}, 4),
        ({"percent": 99}, 0.5),
        ({"strategy": "linear", "percent": 4}, 2),
        ({"strategy": "all-at-once", "percent": 1}, 4),
        ({"percent": 3, "alarms": Alarms(errors=1)}, 1),
    ],
)
def test_a_canary_without_any_target_is_more_than_the_balancer_s_threshold(
    release: dict[str, Any], threshold: float
) -> None:
    alarm = _alarms(service(release=Release(**release)))["LoadBalancerErrorsAlarm"]
    assert alarm["Threshold"] == threshold


@pytest.mark.parametrize(
    ("release", "breach"),
    [
        (Release(), (2, 3)),
        (Release(minutes=4), (2, 3)),
        (Release(minutes=3), (1, 2)),
        (Release(minutes=1), (2, 3)),
        (Release(strategy="linear", minutes=3), (2, 3)),
        (Release(strategy="all-at-once", minutes=3), (2, 3)),
    ],
)
def test_two_bad_minutes_of_three_go_off_or_one_where_only_one_is_in_time(
    release: Release, breach: tuple[int, int]
) -> None:
    assert release.breach == breach
    for name, alarm in _alarms(service(release=release)).items():
        if "Unhealthy" not in name:
            assert (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"]) == breach


@pytest.mark.parametrize(
    ("check", "breach"),
    [
        (HealthCheck(), (4, 5)),
        (HealthCheck(grace=0), (3, 4)),
        (HealthCheck(grace=600), (13, 14)),
        (HealthCheck(grace=60, interval=300, healthy=10), (53, 54)),
    ],
)
def test_a_task_that_starts_within_its_grace_sets_nothing_off(check: HealthCheck, breach: tuple[int, int]) -> None:
    assert check.breach == breach
    minutes, _ = breach
    longest = check.grace + check.healthy * check.interval
    touched = longest // 60 + 1 + (longest % 60 > 0)
    assert touched < minutes, "a start that begins within a minute touches one more"
    alarm = _alarms(service(container=Container(port=3000, health_check=check)))["GreenUnhealthyAlarm"]
    assert (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"]) == breach


def test_every_alarm_tells_people_and_is_off_without_data() -> None:
    for alarm in _alarms(service()).values():
        assert alarm["TreatMissingData"] == "notBreaching", "green has no traffic between releases"
        assert alarm["AlarmActions"] == alarm["OKActions"] == ["arn:topic"]
        assert not {"MetricName", "Namespace", "Period"} & set(alarm), "an alarm has metrics or a metric"
