"""Systems -> alarms whose metrics and expressions CloudWatch does not take together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.alarm import ALARM
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, lacks, mappings, setting, text

_ID = re.compile(r"[a-z]\w*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"(?<![\w.])[a-z]\w*(?!\s*\()")


def _check(system: System) -> Iterator[Finding]:
    for alarm in system.of(ALARM):
        queries = mappings(alarm.properties, "Metrics")
        if not queries:
            continue
        if "MetricName" in alarm.properties:
            yield Finding(alarm, "has Metrics and a MetricName: CloudWatch takes one of them", ("MetricName",))
        yield from _ids(alarm, queries)
        yield from _returns(alarm, queries)


def _ids(alarm: Resource, queries: list[Mapping[str, Any]]) -> Iterator[Finding]:
    ids = [text(query, "Id") for query in queries]
    if not all(map(is_literal, ids)):
        return
    for index, (id, query) in enumerate(zip(ids, queries, strict=True)):
        if not _ID.fullmatch(id):
            yield Finding(alarm, f"'{id}' is no id: it begins with a small letter", ("Metrics", index, "Id"))
        if id in ids[:index]:
            yield Finding(alarm, f"has the id '{id}' twice", ("Metrics", index, "Id"))
        if lacks(query, "Expression") == lacks(query, "MetricStat"):
            yield Finding(alarm, f"'{id}' is either an expression or a metric", ("Metrics", index))
        expression = text(query, "Expression")
        if not is_literal(expression) or expression.lstrip().upper().startswith("SELECT"):
            continue
        if "SEARCH(" in expression.upper():
            yield Finding(alarm, "an alarm cannot watch what SEARCH finds", ("Metrics", index, "Expression"))
        for name in sorted({*_NAME.findall(_QUOTED.sub("", expression))} - {*ids}):
            message = f"its expression names '{name}', which is the id of none of its metrics"
            yield Finding(alarm, message, ("Metrics", index, "Expression"))
    watched = text(alarm.properties, "ThresholdMetricId")
    if watched and is_literal(watched) and watched not in ids:
        yield Finding(alarm, f"has no metric '{watched}' to compare with", ("ThresholdMetricId",))


def _returns(alarm: Resource, queries: list[Mapping[str, Any]]) -> Iterator[Finding]:
    if any(is_unknown(query, "ReturnData") for query in queries) or not lacks(alarm.properties, "ThresholdMetricId"):
        return
    returned = [text(query, "Id") for query in queries if setting(query, "true", "ReturnData") == "true"]
    if len(returned) != 1:
        names = ", ".join(returned) or "none"
        message = f"exactly one of its metrics is compared with the threshold, and {names} return data"
        yield Finding(alarm, message, ("Metrics",), "set ReturnData: false for the others")


RULE = Rule(
    "metric-math",
    "Of an alarm's metrics each has an id of its own, expressions name these ids, and one returns what is judged.",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html",
    _check,
    """
 Resources:
   Alarm:
     Type: AWS::CloudWatch::Alarm
     Properties:
       ComparisonOperator: GreaterThanThreshold
       EvaluationPeriods: 3
       Threshold: 5
       Metrics:
-        - {Id: errors, MetricStat: {Metric: {Namespace: Shop, MetricName: Errors}, Period: 60, Stat: Sum}}
+        - Id: errors
+          MetricStat: {Metric: {Namespace: Shop, MetricName: Errors}, Period: 60, Stat: Sum}
+          ReturnData: false
         - {Id: rate, Expression: "FILL(errors, 0)"}
    """,
)
