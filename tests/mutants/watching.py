"""Mutants of what watches a release: alarms and their units, metrics and addressees, dashboards, scaling."""

from __future__ import annotations

import json
from typing import Any

from tests.mutants.mutant import Mutant, add, drop, put, without
from tests.mutants.world import NotApplicableError, World

_ALARM = "Resources/LoadBalancerErrorsAlarm/Properties"
_UNHEALTHY = "Resources/BlueUnhealthyAlarm/Properties"
_HOSTS = f"{_UNHEALTHY}/Metrics/0/MetricStat"


def _alarms(world: World, metric: str) -> list[dict[str, Any]]:
    resources = world.templates["monitoring"]["Resources"].values() if "monitoring" in world.templates else ()
    alarms = [each["Properties"] for each in resources if each["Type"] == "AWS::CloudWatch::Alarm"]
    found = [alarm for alarm in alarms if metric in str(alarm)]
    if not found:
        raise NotApplicableError(metric)
    return found


def _milliseconds(world: World) -> None:
    for alarm in _alarms(world, "TargetResponseTime"):
        alarm["Threshold"] = 1500


def _two_returns(world: World) -> None:
    for alarm in _alarms(world, "ReturnData"):
        for query in alarm["Metrics"]:
            query["ReturnData"] = True


def _id_of_nothing(world: World) -> None:
    for alarm in _alarms(world, "ReturnData"):
        alarm["Metrics"][0]["Id"] = "mistakes"


def _other_namespace(world: World) -> None:
    for alarm in _alarms(world, "UnHealthyHostCount"):
        for query in alarm["Metrics"]:
            if "MetricStat" in query:
                query["MetricStat"]["Metric"]["Namespace"] = "AWS/NetworkELB"


def _key_is_told(world: World) -> None:
    for alarm in _alarms(world, "AlarmActions"):
        alarm["AlarmActions"] = ["arn:aws:kms:us-west-2:111122223333:key/1"]


def _nothing_but_health(world: World) -> None:
    configuration = world.get("codedeploy", "Resources/DeploymentGroup/Properties/AlarmConfiguration")
    kept = [each for each in configuration["Alarms"] if "unhealthy" in each["Name"]]
    if not kept or len(kept) == len(configuration["Alarms"]):
        raise NotApplicableError("alarms on health beside others")
    configuration["Alarms"] = kept


def _scales_to_nothing(world: World) -> None:
    world.get("ecs", _POLICY)
    put("ecs", "Resources/ScalableTarget/Properties/MinCapacity", 0)(world)


_RULE = "Resources/TaskFailedRule/Properties"
_TASK = f"{_RULE}/EventPattern/detail"
_NO_EVENTS = "nobody is told of stopped tasks"
_NO_ALARMS = "it has no such alarms"
_NO_SCALING = "it has as many tasks as the spec says"
_POLICY = "Resources/CpuScalingPolicy/Properties/TargetTrackingScalingPolicyConfiguration"


def _balancer_metric_by_group(world: World) -> None:
    for query in world.get("monitoring", f"{_ALARM}/Metrics"):
        metric = query.get("MetricStat", {}).get("Metric", {})
        if metric.get("MetricName") == "HTTPCode_ELB_5XX_Count":
            metric["Dimensions"].append({"Name": "TargetGroup", "Value": "targetgroup/x/1"})


def _silent_percentile(world: World) -> None:
    properties = world.get("monitoring", "Resources/BlueLatencyAlarm/Properties")
    metric = properties["Metrics"][1]["MetricStat"]["Metric"]
    del properties["Metrics"]
    properties |= {**metric, "Period": 60, "ExtendedStatistic": "p99", "EvaluateLowSampleCountPercentile": "ignore"}


def _dashboard_of_601(world: World) -> None:
    dashboard = world.get("dashboard", "Resources/Dashboard/Properties")
    widget = {"type": "text", "x": 0, "y": 0, "width": 6, "height": 2, "properties": {"markdown": ""}}
    dashboard["DashboardBody"] = json.dumps({"widgets": [widget] * 601})


def _rule(noun: str) -> str:
    return f"Resources/{noun}/Properties"


MUTANTS = (
    Mutant("latency-in-milliseconds", "alarm-unit", _milliseconds, _NO_ALARMS),
    Mutant("everything-returned", "metric-math", _two_returns, _NO_ALARMS),
    Mutant("id-of-nothing", "metric-math", _id_of_nothing, _NO_ALARMS),
    Mutant("namespace-of-another-balancer", "alarm-namespace", _other_namespace, _NO_ALARMS),
    Mutant("key-is-told", "alarm-action", _key_is_told, _NO_ALARMS),
    Mutant("nothing-but-health", "alarm-attached", _nothing_but_health, _NO_ALARMS),
    Mutant(
        "scales-to-nothing",
        "scaling-policy",
        _scales_to_nothing,
        _NO_SCALING,
    ),
    Mutant("scales-at-160-percent", "scaling-policy", put("ecs", f"{_POLICY}/TargetValue", 160), _NO_SCALING),
    Mutant(
        "scales-by-a-table",
        "scaling-policy",
        put(
            "ecs",
            f"{_POLICY}/PredefinedMetricSpecification/PredefinedMetricType",
            "DynamoDBReadCapacityUtilization",
        ),
        _NO_SCALING,
    ),
    Mutant("no-such-status", "event-pattern", put("monitoring", f"{_TASK}/lastStatus", ["STOP"]), _NO_EVENTS),
    Mutant("no-such-service", "event-pattern", put("monitoring", f"{_TASK}/group", ["service:gone"]), _NO_EVENTS),
    Mutant("no-such-key", "event-pattern", add("monitoring", f"{_TASK}/status", ["STOPPED"]), _NO_EVENTS),
    Mutant(
        "no-such-event",
        "event-pattern",
        put("monitoring", f"{_RULE}/EventPattern/detail-type", ["ECS Task State Changed"]),
        _NO_EVENTS,
    ),
    Mutant("bus-of-nobody", "event-pattern", add("monitoring", f"{_RULE}/EventBusName", "shop"), _NO_EVENTS),
    Mutant(
        "message-about-nothing",
        "event-pattern",
        put("monitoring", f"{_RULE}/Targets/0/InputTransformer/InputPathsMap/code", "$.detail.code"),
        _NO_EVENTS,
    ),
    Mutant("metric-misspelt", "alarm-metric", put("monitoring", f"{_HOSTS}/Metric/MetricName", "UnhealthyHostCount")),
    Mutant(
        "metric-of-the-balancer-alone",
        "alarm-metric",
        without("monitoring", f"{_HOSTS}/Metric/Dimensions", lambda item: item["Name"] == "TargetGroup"),
    ),
    Mutant("metric-of-no-group", "alarm-metric", _balancer_metric_by_group),
    Mutant(
        "dimension-is-an-arn",
        "alarm-dimension",
        put(
            "monitoring",
            f"{_HOSTS}/Metric/Dimensions/1/Value",
            "arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/x/1",
        ),
    ),
    Mutant("percentile-of-a-thousand", "alarm-percentile", _silent_percentile),
    Mutant("hosts-counted-by-samples", "alarm-statistic", put("monitoring", f"{_HOSTS}/Stat", "SampleCount")),
    Mutant("alarm-without-traffic", "alarm-setting", put("monitoring", f"{_UNHEALTHY}/TreatMissingData", "breaching")),
    Mutant("alarm-that-never-goes-off", "alarm-setting", put("monitoring", f"{_UNHEALTHY}/DatapointsToAlarm", 9)),
    Mutant(
        "alarm-upside-down", "alarm-setting", put("monitoring", f"{_UNHEALTHY}/ComparisonOperator", "LessThanThreshold")
    ),
    Mutant(
        "event-state-misspelt",
        "event-pattern",
        put("monitoring", f"{_rule('DeploymentFailedRule')}/EventPattern/detail/state/0", "FAILED"),
    ),
    Mutant(
        "event-of-another-source",
        "event-pattern",
        put("monitoring", f"{_rule('PipelineFailedRule')}/EventPattern/source/0", "aws.codebuild"),
    ),
    Mutant(
        "event-of-another-application",
        "event-pattern",
        put("monitoring", f"{_rule('DeploymentFailedRule')}/EventPattern/detail/application/0", "other"),
    ),
    Mutant(
        "long-event-pattern",
        "event-pattern",
        add("monitoring", f"{_rule('TaskFailedRule')}/EventPattern/detail/group", ["x" * 2048]),
    ),
    Mutant("event-that-nobody-hears", "event-pattern", drop("monitoring", f"{_rule('TaskFailedRule')}/Targets")),
    Mutant(
        "events-with-a-condition",
        "topic-policy",
        add(
            "base",
            "Resources/TopicPolicy/Properties/PolicyDocument/Statement/1/Condition",
            {"StringEquals": {"aws:SourceAccount": "1"}},
        ),
    ),
    Mutant(
        "events-not-allowed",
        "topic-policy",
        drop("base", "Resources/TopicPolicy/Properties/PolicyDocument/Statement/1"),
    ),
    Mutant(
        "alarms-not-allowed",
        "topic-policy",
        drop("base", "Resources/TopicPolicy/Properties/PolicyDocument/Statement/0"),
    ),
    Mutant(
        "anybody-s-alarms",
        "source-condition",
        drop("base", "Resources/TopicPolicy/Properties/PolicyDocument/Statement/0/Condition"),
    ),
    Mutant("dashboard-of-601-widgets", "dashboard-body", _dashboard_of_601),
)
