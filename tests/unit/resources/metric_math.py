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


def over_time(queries: Sequence[Mapping[str, Any]], minutes: Sequence[Mapping[str, float]]) -> list[Value]:
    """The number of each of several minutes, for expressions that look at the minutes before."""
    past: dict[str, list[Value]] = {query["Id"]: [] for query in queries}
    for minute in minutes:
        for query in queries:
            known = {name: series[-1] for name, series in past.items() if len(series) > len(past[query["Id"]])}
            value = minute.get(query["Id"])
            if "Expression" in query:
                text = query["Expression"].replace(" AND ", " and ")
                value = _value(_without_past(ast.parse(text, mode="eval").body, known, past), known)
            past[query["Id"]].append(value)
    [returned] = [query["Id"] for query in queries if query["ReturnData"]]
    return past[returned]


def _without_past(node: ast.expr, known: Mapping[str, Value], past: Mapping[str, Sequence[Value]]) -> ast.expr:
    """``node`` with what looks back in it replaced by its value in the newest minute."""
    match node:
        case ast.Call(func=ast.Name(id="FILL"), args=[ast.Name(id=name), ast.Name(id="REPEAT")]):
            there = [value for value in [*past[name], known.get(name)] if value is not None]
            return ast.Constant(there[-1]) if there else node.args[0]
        case ast.Call(func=ast.Name(id="DIFF"), args=[what]):
            before = {name: series[-2] for name, series in past.items() if name in known and len(series) > 1}
            then = _value(what, before) if before else None
            now = _value(what, known)
            return ast.Constant(None if then is None or now is None else now - then)
        case ast.Call(func=function, args=parts):
            return ast.Call(function, [_without_past(part, known, past) for part in parts], [])
        case ast.BinOp(left=left, op=op, right=right):
            return ast.BinOp(_without_past(left, known, past), op, _without_past(right, known, past))
    return node


def _value(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=None):
            return None
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
