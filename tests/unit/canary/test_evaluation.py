"""Metric math by hand: AWS's own tables, and each function that alarms use, with data points that are missing."""

from __future__ import annotations

import pytest

from generator.canary.evaluation import Value, value
from generator.canary.expression import NotUnderstoodError, parse

_: Value = None


def series(expression: str, **metrics: list[Value]) -> list[Value]:
    """The expression at each timestamp."""
    tree = parse(expression)
    points = zip(*metrics.values(), strict=True)
    return [value(tree, dict(zip(metrics, point, strict=True))) for point in points]


# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-operators
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(metric1 < metric2)", [0, 0, 1, 0]),
        ("(metric1 >= 30)", [1, 0, 0, 0]),
        ("(metric1 > 15 AND metric2 > 15)", [1, 0, 0, 0]),
    ],
)
def test_aws_s_table_of_comparisons(expression: str, expected: list[Value]) -> None:
    found = series(expression, metric1=[30, 20, 0, 0], metric2=[20, _, 20, _])
    assert [point or 0 for point in found] == expected


# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions
@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("IF(metric1, metric2, metric3)", [30, 0, 20, _, _]),
        ("IF(metric1, 5, metric3)", [5, 5, 20, _, _]),
        ("IF(metric1, metric2, 5)", [30, 0, 5, 5, _]),
    ],
)
def test_aws_s_tables_of_if(expression: str, expected: list[Value]) -> None:
    found = series(expression, metric1=[1, 1, 0, 0, _], metric2=[30, _, 0, 0, 30], metric3=[0, 0, 20, _, 20])
    assert found == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a + b", [8, 6, 2, _]),
        ("a - b", [4, 6, -2, _]),
        ("a * b", [12, 0, 0, _]),
        ("a / b", [3, _, 0, _]),
        ("a ^ 2", [36, 36, _, _]),
        ("a + 1", [7, 7, _, _]),
        ("-a", [-6, -6, _, _]),
        ("FILL(b, 0)", [2, 0, 2, 0]),
        ("FILL(b, a)", [2, 6, 2, _]),
        ("IF(a > 5, a)", [6, 6, _, _]),
        ("SUM([a, b])", [8, 6, 2, _]),
        ("AVG([a, b])", [4, 3, 1, _]),
        ("MAX([a, b])", [6, 6, 2, _]),
        ("MIN([a, b])", [2, 6, 2, _]),
        ("ABS(b - a)", [4, 6, 2, _]),
        ("CEIL(a / 4)", [2, 2, _, _]),
        ("FLOOR(a / 4)", [1, 1, _, _]),
        ("LOG10(a - 6)", [_, _, _, _]),
        ("a / PERIOD(a)", [0.1, 0.1, _, _]),
        ("a > 5 OR b > 5", [1, 1, 0, _]),
        ("a == 6", [1, 1, _, _]),
        ("a != 6", [0, 0, _, _]),
    ],
)
def test_each_operation_by_hand(expression: str, expected: list[Value]) -> None:
    assert series(expression, a=[6, 6, _, _], b=[2, _, 2, _]) == pytest.approx(expected)


def test_a_rate_of_errors_as_alarms_write_it() -> None:
    expression = "IF(requests >= 20, 100 * FILL(errors, 0) / requests - FILL(other, 0), 0)"
    found = series(expression, requests=[100, 100, 10, _], errors=[7, _, 9, 3], other=[2, _, _, 50])
    assert found == [5, 0, 0, _]


@pytest.mark.parametrize(
    "expression",
    [
        "b",
        "RATE(a)",
        "FILL(a, REPEAT)",
        "AVG(a)",
        "[a, a]",
        "IF(a)",
        "METRICS()",
        "ANOMALY_DETECTION_BAND(a)",
        "SUM([])",
    ],
)
def test_what_is_not_known_or_looks_at_other_periods_is_refused(expression: str) -> None:
    with pytest.raises(NotUnderstoodError):
        value(parse(expression), {"a": 1.0})
