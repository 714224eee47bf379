"""The dashboard's body, as CloudWatch will get it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator.model.queue import Queue
from generator.model.release import Alarms, Release
from generator.model.service import Service
from generator.resources.alarm import alarm_names
from generator.resources.dashboard import Dimensions, dashboard
from generator.spec.loader import load
from tests.unit.project import EVERYTHING, properties, service, worker

PSEUDO = {"AWS::Region": "us-west-2", "AWS::AccountId": "111122223333", "AWS::Partition": "aws"}
WITHOUT_ALARMS = service(release=Release(alarms=Alarms(None, None, None, None)))
BY_COLOUR = {
    "RequestCount": "Sum",
    "HTTPCode_Target_5XX_Count": "Sum",
    "TargetResponseTime": "p90",
    "HealthyHostCount": "Minimum",
}
METRICS = {
    "AWS/ApplicationELB": BY_COLOUR.keys(),
    "AWS/ECS": {"CPUUtilization", "MemoryUtilization"},
    "ECS/ContainerInsights": {"DesiredTaskCount", "RunningTaskCount"},
}
IN_ALL = pytest.mark.parametrize(
    "made", [service(), EVERYTHING, WITHOUT_ALARMS], ids=["minimal", "everything", "silent"]
)


def _body(made: Service) -> Any:
    """The body after CloudFormation's substitution."""
    groups = {"blue": "targetgroup/b/1", "green": "targetgroup/g/2"}
    resource = dashboard(made.project, "app/shop-prod/0123", [Dimensions(made, groups)])
    text, values = properties(resource)["DashboardBody"]["Fn::Sub"]
    assert values == {
        "LoadBalancer": "app/shop-prod/0123",
        "MainBlueTargetGroup": "targetgroup/b/1",
        "MainGreenTargetGroup": "targetgroup/g/2",
    }
    used = set(re.findall(r"\$\{([^}]+)\}", text))
    assert used <= values.keys() | PSEUDO.keys()
    assert values.keys() <= used, "cfn-lint warns of a value that nothing uses"
    return json.loads(re.sub(r"\$\{([^}]+)\}", lambda match: {**PSEUDO, **values}[match[1]], text))


def _graphs(made: Service) -> list[Any]:
    return [widget["properties"] for widget in _body(made)["widgets"] if widget["type"] == "metric"]


@IN_ALL
def test_the_dashboard_is_within_cloudwatch_s_limits(made: Service) -> None:
    body = _body(made)
    assert len(body["widgets"]) <= 500
    assert all(len(graph["metrics"]) <= 500 for graph in _graphs(made))
    for widget in body["widgets"]:
        assert 0 <= widget["x"] <= 23
        assert 1 <= widget["width"] <= 24 - widget["x"]
        assert 1 <= widget["height"] <= 1000


@IN_ALL
def test_no_widget_lies_on_another(made: Service) -> None:
    cells = [
        (x, y)
        for widget in _body(made)["widgets"]
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(set(cells)) == len(cells)


@IN_ALL
def test_every_metric_exists_and_has_its_dimensions(made: Service) -> None:
    name = made.names.base
    for graph in _graphs(made):
        assert (graph["region"], graph["period"]) == ("us-west-2", 60)
        for namespace, metric, *rest in graph["metrics"]:
            assert metric in METRICS[namespace]
            dimensions = dict(zip(rest[:-1:2], rest[1:-1:2], strict=True))
            if namespace != "AWS/ApplicationELB":
                assert dimensions == {"ClusterName": name, "ServiceName": name}
                assert rest[-1] == {"stat": "Average"}


def test_each_colour_is_drawn_in_its_own_colour() -> None:
    drawn = [metric for graph in _graphs(service()) for metric in graph["metrics"] if metric[0] == "AWS/ApplicationELB"]
    assert len(drawn) == 2 * len(BY_COLOUR)
    for _, metric, _, balancer, _, group, options in drawn:
        assert balancer == "app/shop-prod/0123"
        look = {"targetgroup/b/1": ("blue", "#1f77b4"), "targetgroup/g/2": ("green", "#2ca02c")}[group]
        assert (options["label"], options["color"]) == look
        assert options["stat"] == BY_COLOUR[metric]


@IN_ALL
def test_the_first_widget_shows_the_alarms_that_there_are(made: Service) -> None:
    shown = [widget["properties"]["alarms"] for widget in _body(made)["widgets"] if widget["type"] == "alarm"]
    arns = [f"arn:aws:cloudwatch:us-west-2:111122223333:alarm:{name}" for name in alarm_names(made)]
    assert shown == ([arns] if arns else [])
    assert all(len(alarms) <= 100 for alarms in shown)


def test_dashboards_are_global_so_the_name_has_the_region() -> None:
    made = dashboard(service().project, "", [Dimensions(service(), {"blue": "", "green": ""})])
    assert properties(made)["DashboardName"] == {"Fn::Sub": "shop-prod-${AWS::Region}"}


def test_each_job_has_a_graph_below_and_its_alarm_beside_the_service_s() -> None:
    text = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
services:
  nightly: {kind: job, schedule: rate(1 day), command: [./nightly]}
environments:
  prod: {trigger: {tag: "v*"}}
"""
    [project] = load(text, "specs/shop.yaml").projects
    [made] = project.services
    runs = _graphs(made)[-1]
    assert (runs["title"], runs["period"]) == ("shop-nightly: runs", 300)
    assert [tuple(metric[:-1]) for metric in runs["metrics"]] == [
        ("AWS/Scheduler", "InvocationAttemptCount", "ScheduleGroup", "shop-prod--nightly"),
        ("AWS/Events", "Invocations", "RuleName", "shop-prod--nightly-task-failed"),
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "shop-prod--nightly_undelivered"),
    ]
    [alarms, *_] = _body(made)["widgets"]
    assert alarms["properties"]["alarms"][-1].endswith(":alarm:shop-prod--nightly-runs-undelivered")
    below = [widget["y"] for widget in _body(made)["widgets"]]
    assert below[-1] == max(below)


def test_a_queue_s_topics_are_drawn_with_what_sns_could_not_deliver() -> None:
    queue = Queue(subscribe=("orders", "arn:aws:sns:us-west-2:111122223333:news"))
    made = worker(queue=queue)
    text = properties(dashboard(made.project, None, [Dimensions(made, {})]))["DashboardBody"]["Fn::Sub"]
    widgets = json.loads(text[0] if isinstance(text, list) else text)["widgets"]
    [topics] = [each["properties"] for each in widgets if each["properties"].get("title") == "shop-mailer: topics"]
    assert [[*each[:4]] for each in topics["metrics"]] == [
        ["AWS/SNS", metric, "TopicName", name]
        for name in ("shop-prod_orders", "news")
        for metric in ("NumberOfMessagesPublished", "NumberOfNotificationsFailed")
    ]
