"""An alarm's metrics and the values of one minute -> the number that is held against its threshold.

What is missing is None, as AWS documents it: 0 in arithmetic and in comparisons of two metrics, unless both are
missing; a division by 0 gives nothing; IF gives nothing without a condition, and 0 where it is true and its value is
missing.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Value: TypeAlias = float | None
_OPERATORS: Mapping[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
}


def watched(queries: Sequence[Mapping[str, Any]], minute: Mapping[str, float]) -> Value:
    """``minute`` has the metrics that there is data of, by the ids of their queries."""
    values: dict[str, Value] = {}
    result: Value = None
    for query in queries:
        if "MetricStat" in query:
            values[query["Id"]] = minute.get(query["Id"])
        else:
            tree = ast.parse(query["Expression"].replace(" AND ", " and "), mode="eval")
            values[query["Id"]] = _value(tree.body, values)
        if query["ReturnData"]:
            result = values[query["Id"]]
    unknown = set(minute) - set(values)
    assert not unknown, f"no query reads {unknown}"
    return result


def _value(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return values[name]
        case ast.BinOp(left=left, op=op, right=right) | ast.Compare(left=left, ops=[op], comparators=[right]):
            sides = [_value(side, values) for side in (left, right)]
            if any(
                side is None and isinstance(beside, ast.Constant)
                for side, beside in zip(sides, (right, left), strict=True)
            ):
                return None
            return _applied(_OPERATORS[type(op)], *sides)
        case ast.BoolOp(op=ast.And(), values=parts):
            return float(all(_value(part, values) for part in parts))
        case ast.Call(func=ast.Name(id="FILL"), args=[filled, filler]):
            value = _value(filled, values)
            return _value(filler, values) if value is None else value
        case ast.Call(func=ast.Name(id="IF"), args=[condition, then, otherwise]):
            holds = _value(condition, values)
            if holds is None:
                return None
            return (_value(then, values) or 0) if holds else _value(otherwise, values)
    raise AssertionError(f"CloudWatch would not know {ast.unparse(node)}")


def _applied(operation: Any, left: Value, right: Value) -> Value:
    if left is None and right is None:
        return None
    try:
        return float(operation(left or 0, right or 0))
    except ZeroDivisionError:
        return None
