"""Alarms: what they watch, when they go off, and that CodeDeploy is told all of them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.project import Project
from generator.model.release import Alarms, Release
from generator.resources.alarm import alarm_names, alarms
from tests.unit.project import plain, project

GROUPS = {"blue": "tg-blue", "green": "tg-green"}
BALANCER = {"Name": "LoadBalancer", "Value": "app/shop"}


def _alarms(made: Project) -> dict[str, dict[str, Any]]:
    return {alarm.title: plain(alarm)["Properties"] for alarm in alarms(made, "app/shop", GROUPS)}


def _with(**thresholds: Any) -> Project:
    return project(release=Release(alarms=Alarms(**thresholds)))


def _of_group(colour: str) -> list[dict[str, str]]:
    return [BALANCER, {"Name": "TargetGroup", "Value": f"tg-{colour}"}]


@pytest.mark.parametrize(
    ("thresholds", "names"),
    [
        (
            {},
            [
                "load-balancer-errors",
                *("blue-errors", "blue-latency", "blue-unhealthy"),
                *("green-errors", "green-latency", "green-unhealthy"),
            ],
        ),
        ({"errors": None}, ["blue-latency", "blue-unhealthy", "green-latency", "green-unhealthy"]),
        (
            {"errors": 0},
            [
                "load-balancer-errors",
                "blue-errors",
                "blue-latency",
                "blue-unhealthy",
                "green-errors",
                "green-latency",
                "green-unhealthy",
            ],
        ),
        ({"latency": None, "unhealthy": None}, ["load-balancer-errors", "blue-errors", "green-errors"]),
        ({"errors": None, "unhealthy": None}, ["blue-latency", "green-latency"]),
        ({"errors": None, "latency": None}, ["blue-unhealthy", "green-unhealthy"]),
        ({"errors": None, "latency": None, "unhealthy": None}, []),
    ],
)
def test_each_alarm_can_be_turned_off_and_codedeploy_is_told_of_the_others(
    thresholds: dict[str, Any], names: list[str]
) -> None:
    made = _with(**thresholds)
    assert [alarm["AlarmName"] for alarm in _alarms(made).values()] == [f"shop-prod-{name}" for name in names]
    assert alarm_names(made) == [f"shop-prod-{name}" for name in names]
    assert len(names) <= 10, "CodeDeploy takes ten"


@pytest.mark.parametrize("colour", ["blue", "green"])
def test_errors_of_a_colour_are_a_share_of_its_own_requests(colour: str) -> None:
    alarm = _alarms(_with(errors=2.5))[f"{colour.capitalize()}ErrorsAlarm"]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (2.5, "GreaterThanThreshold")
    assert "2.5 %" in alarm["AlarmDescription"]
    queries = {query["Id"]: query for query in alarm["Metrics"]}
    assert queries["rate"]["Expression"] == "IF(requests > 0, 100 * FILL(errors, 0) / requests, 0)"
    assert {name: query["MetricStat"]["Metric"] for name, query in queries.items() if name != "rate"} == {
        "errors": _metric("HTTPCode_Target_5XX_Count", _of_group(colour)),
        "requests": _metric("RequestCount", _of_group(colour)),
    }


def test_errors_of_the_load_balancer_count_the_answers_that_it_makes_itself() -> None:
    queries = {query["Id"]: query for query in _alarms(project())["LoadBalancerErrorsAlarm"]["Metrics"]}
    assert queries["rate"]["Expression"] == (
        "IF(FILL(requests, 0) + FILL(refused, 0) > 0, "
        "100 * (FILL(errors, 0) + FILL(refused, 0)) / (FILL(requests, 0) + FILL(refused, 0)), 0)"
    )
    assert {name: query["MetricStat"]["Metric"] for name, query in queries.items() if name != "rate"} == {
        "errors": _metric("HTTPCode_Target_5XX_Count", [BALANCER]),
        "requests": _metric("RequestCount", [BALANCER]),
        "refused": _metric("HTTPCode_ELB_5XX_Count", [BALANCER]),
    }


def _metric(name: str, dimensions: list[dict[str, str]]) -> dict[str, Any]:
    return {"Namespace": "AWS/ApplicationELB", "MetricName": name, "Dimensions": dimensions}


@pytest.mark.parametrize("alarm", ["LoadBalancerErrorsAlarm", "BlueErrorsAlarm"])
def test_an_expression_is_the_only_value_and_names_queries_that_exist(alarm: str) -> None:
    queries = _alarms(project())[alarm]["Metrics"]
    assert [query["Id"] for query in queries if query["ReturnData"]] == ["rate"]
    assert {(query["MetricStat"]["Stat"], query["MetricStat"]["Period"]) for query in queries[:-1]} == {("Sum", 60)}
    for query in queries[:-1]:
        assert query["Id"] in queries[-1]["Expression"]


@pytest.mark.parametrize("colour", ["blue", "green"])
def test_latency_is_the_99th_percentile_of_a_colour(colour: str) -> None:
    alarm = _alarms(_with(latency=0.75))[f"{colour.capitalize()}LatencyAlarm"]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (0.75, "GreaterThanThreshold")
    assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/ApplicationELB", "TargetResponseTime")
    assert (alarm["ExtendedStatistic"], alarm["EvaluateLowSampleCountPercentile"]) == ("p99", "ignore")
    assert (alarm["Dimensions"], alarm["Period"]) == (_of_group(colour), 60)
    assert "Statistic" not in alarm


@pytest.mark.parametrize("colour", ["blue", "green"])
def test_unhealthy_hosts_go_off_at_the_threshold_and_not_above_it(colour: str) -> None:
    alarm = _alarms(_with(unhealthy=1))[f"{colour.capitalize()}UnhealthyAlarm"]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (1, "GreaterThanOrEqualToThreshold")
    assert (alarm["MetricName"], alarm["Statistic"]) == ("UnHealthyHostCount", "Maximum")
    assert (alarm["Dimensions"], alarm["Period"]) == (_of_group(colour), 60)


def test_every_alarm_needs_two_bad_minutes_of_three_and_tells_people() -> None:
    for alarm in _alarms(project()).values():
        assert (alarm["EvaluationPeriods"], alarm["DatapointsToAlarm"]) == (3, 2)
        assert alarm["TreatMissingData"] == "notBreaching", "green has no traffic between releases"
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Topic"}]


def test_an_alarm_has_metrics_or_a_metric_never_both() -> None:
    for alarm in _alarms(project()).values():
        assert ("Metrics" in alarm) != ("MetricName" in alarm)
        assert ("Metrics" in alarm) != ("Namespace" in alarm)
