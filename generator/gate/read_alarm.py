"""An alarm's properties -> the alarm as the mathematics of canaries takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from generator.canary.alarm import COMPARISONS, Alarm, Metric, Source
from generator.canary.breach import understood
from generator.canary.expression import Node, NotUnderstoodError, Reference, parse, references, replaced
from generator.canary.state import Missing
from generator.gate.value import at, mapping, mappings, number, text

_NAMESPACE = "AWS/ApplicationELB"
_DEEPEST = 20

SourceOf: TypeAlias = Callable[[Mapping[str, str]], Source]
"""Dimension -> value, of one metric -> whose answers it counts; raises NotUnderstoodError."""


def read_alarm(name: str, properties: Mapping[str, Any], sources: SourceOf) -> Alarm:
    """The alarm of these resolved properties. Raises NotUnderstoodError where nothing can be counted on it."""
    comparison = text(properties, "ComparisonOperator")
    threshold = _decimal(at(properties, "Threshold"))
    periods = number(properties, "EvaluationPeriods")
    if comparison not in COMPARISONS or threshold is None or not periods:
        raise NotUnderstoodError("it has no fixed threshold")
    try:
        missing = Missing(text(properties, "TreatMissingData") or Missing.MISSING)
    except ValueError:
        raise NotUnderstoodError("its TreatMissingData is unknown") from None
    expression, metrics, period = (
        _queries(properties, sources) if "Metrics" in properties else _single(properties, sources)
    )
    alarm = Alarm(
        name=name,
        expression=expression,
        metrics=metrics,
        threshold=threshold,
        comparison=comparison,
        breaching=number(properties, "DatapointsToAlarm") or periods,
        periods=periods,
        period=period,
        missing=missing,
        ignores_few=text(properties, "EvaluateLowSampleCountPercentile") == "ignore",
    )
    understood(alarm)
    return alarm


def _single(properties: Mapping[str, Any], sources: SourceOf) -> tuple[Node, tuple[tuple[str, Metric], ...], int]:
    statistic = text(properties, "ExtendedStatistic") or text(properties, "Statistic")
    metric = _metric(properties, statistic, sources)
    return Reference("metric"), (("metric", metric),), number(properties, "Period") or 60


def _queries(properties: Mapping[str, Any], sources: SourceOf) -> tuple[Node, tuple[tuple[str, Metric], ...], int]:
    queries = {text(query, "Id"): query for query in mappings(properties, "Metrics")}
    watched = [id for id, query in queries.items() if text(query, "ReturnData") != "false"]
    if len(watched) != 1:
        raise NotUnderstoodError("not exactly one of its metrics returns data")
    trees: dict[str, Node] = {}
    metrics: dict[str, Metric] = {}
    periods = set()
    for id, query in queries.items():
        if expression := text(query, "Expression"):
            trees[id] = parse(expression)
        else:
            stat = mapping(query, "MetricStat")
            periods.add(number(stat, "Period") or 60)
            metrics[id] = _metric(mapping(stat, "Metric"), text(stat, "Stat"), sources)
    if len(periods) != 1:
        raise NotUnderstoodError("its metrics have several periods")
    tree: Node = Reference(watched[0])
    for _ in range(_DEEPEST):
        if not trees.keys() & set(references(tree)):
            used = set(references(tree))
            if absent := sorted(used - metrics.keys()):
                raise NotUnderstoodError(f"its expression names {', '.join(absent)}, which it does not have")
            return tree, tuple((id, metric) for id, metric in metrics.items() if id in used), periods.pop()
        tree = replaced(tree, trees)
    raise NotUnderstoodError("its expressions refer to each other in a circle")


def _metric(properties: Mapping[str, Any], statistic: str, sources: SourceOf) -> Metric:
    namespace, name = text(properties, "Namespace"), text(properties, "MetricName")
    if namespace != _NAMESPACE:
        raise NotUnderstoodError(f"{namespace or 'its namespace'} is no metric of an Application Load Balancer")
    dimensions = {text(item, "Name"): text(item, "Value") for item in mappings(properties, "Dimensions")}
    return Metric(name, statistic, sources(dimensions))


def _decimal(value: Any) -> float | None:
    try:
        return float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        return None
