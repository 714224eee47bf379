"""The CloudWatch dashboard: traffic by colour, errors, latency, tasks, and which alarms are on."""

from __future__ import annotations

import json
from typing import Any

from troposphere import Sub
from troposphere.cloudwatch import Dashboard

from generator.cfn import arn
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources.alarm import alarm_names
from generator.resources.metric_query import NAMESPACE, PERCENTILE

_WIDTH, _HEIGHT = 12, 6
_COLOURS = {"blue": "#1f77b4", "green": "#2ca02c"}


def dashboard(service: Service, load_balancer: Any, target_groups: dict[str, Any]) -> Dashboard:
    """Two columns of graphs; the values of the dimensions are substituted by CloudFormation.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
    """
    names = service.names
    dimensions_of_service = ["ClusterName", names.environment.cluster, "ServiceName", names.ecs_service]
    graphs = [
        _graph("Requests by colour", [*_by_colour("RequestCount", "Sum")]),
        _graph("Errors (5xx) by colour", [*_by_colour("HTTPCode_Target_5XX_Count", "Sum")]),
        _graph(f"Latency by colour, {PERCENTILE} in seconds", [*_by_colour("TargetResponseTime", PERCENTILE)]),
        _graph("Healthy tasks by colour", [*_by_colour("HealthyHostCount", "Minimum")]),
        _graph(
            "CPU and memory in percent",
            [
                ["AWS/ECS", metric, *dimensions_of_service, {"stat": "Average"}]
                for metric in ("CPUUtilization", "MemoryUtilization")
            ],
        ),
        _graph(
            "Tasks",
            [
                ["ECS/ContainerInsights", metric, *dimensions_of_service, {"stat": "Average"}]
                for metric in ("DesiredTaskCount", "RunningTaskCount")
            ],
        ),
    ]
    widgets = [_placed(number, graph) for number, graph in enumerate(graphs)]
    alarms = [str(arn.regional("cloudwatch", f"alarm:{name}").data["Fn::Sub"]) for name in alarm_names(service)]
    if alarms:
        widgets.insert(0, _alarms(alarms))
    dimensions = {"LoadBalancer": load_balancer} | {
        f"{colour.capitalize()}Group": group for colour, group in target_groups.items()
    }
    return Dashboard(
        logical.DASHBOARD,
        DashboardName=Sub(names.environment.dashboard),
        DashboardBody=Sub(json.dumps({"widgets": widgets}, indent=1) + "\n", dimensions),
    )


def _by_colour(metric: str, statistic: str) -> list[list[Any]]:
    return [
        [
            NAMESPACE,
            metric,
            "LoadBalancer",
            "${LoadBalancer}",
            "TargetGroup",
            f"${{{colour.capitalize()}Group}}",
            {"stat": statistic, "label": colour, "color": _COLOURS[colour]},
        ]
        for colour in PRODUCTION_COLOURS
    ]


def _graph(title: str, metrics: list[list[Any]]) -> dict[str, Any]:
    return {
        "type": "metric",
        "width": _WIDTH,
        "height": _HEIGHT,
        "properties": {"title": title, "region": "${AWS::Region}", "period": 60, "metrics": metrics},
    }


def _alarms(alarms: list[str]) -> dict[str, Any]:
    return {
        "type": "alarm",
        "x": 0,
        "y": 0,
        "width": 2 * _WIDTH,
        "height": 2,
        "properties": {"title": "Alarms", "alarms": alarms},
    }


def _placed(number: int, graph: dict[str, Any]) -> dict[str, Any]:
    row, column = divmod(number, 2)
    return {**graph, "x": column * _WIDTH, "y": 2 + row * _HEIGHT}
