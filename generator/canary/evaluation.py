"""The tree of a metric math expression -> a function from the metrics of one period to the value of that period.

``None`` is a data point that is missing. What happens to those is AWS's table at
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from generator.canary.expression import Array, Call, Node, NotUnderstoodError, Number, Operation, Reference, Word

Value: TypeAlias = float | None
Function: TypeAlias = Callable[[Sequence[Value]], Value]
"""The metrics' values, in the order in which their ids were named -> the value of the expression."""


class _Compiled(NamedTuple):
    function: Function
    is_scalar: bool
    """Whether it is one number for all periods, and never missing."""


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "AND": lambda left, right: left != 0 and right != 0,
    "OR": lambda left, right: left != 0 or right != 0,
}
_EACH: dict[str, Callable[[float], float]] = {
    "ABS": abs,
    "CEIL": math.ceil,
    "FLOOR": math.floor,
    "LOG": math.log,
    "LOG10": math.log10,
}
_OF_ARRAY: dict[str, Callable[[Sequence[Value]], float]] = {
    "SUM": lambda values: sum(value or 0 for value in values),
    "AVG": lambda values: sum(value or 0 for value in values) / len(values),
    "MAX": lambda values: max(value for value in values if value is not None),
    "MIN": lambda values: min(value for value in values if value is not None),
}


def compiled(tree: Node, ids: Sequence[str], period: int = 60) -> Function:
    """The expression as a function of the metrics ``ids``; ``period`` is in seconds.

    Raises NotUnderstoodError for an unknown id, and for functions that look at other periods than their own, which AWS
    advises against in alarms.
    """
    return _compile(tree, {id: place for place, id in enumerate(ids)}, period).function


def value(tree: Node, metrics: Mapping[str, Value], period: int = 60) -> Value:
    """What the expression is in one period, given each metric's data point there."""
    return compiled(tree, [*metrics], period)([*metrics.values()])


def _compile(tree: Node, places: Mapping[str, int], period: int) -> _Compiled:
    match tree:
        case Number(number):
            return _Compiled(lambda values: number, True)
        case Reference(id):
            if id not in places:
                raise NotUnderstoodError(f"no metric has the id {id}")
            place = places[id]
            return _Compiled(lambda values: values[place], False)
        case Operation(name, left, right):
            return _operation(name, _compile(left, places, period), _compile(right, places, period))
        case Call("PERIOD", _):
            return _Compiled(lambda values: float(period), True)
        case Call("IF", (condition, *branches)) if 1 <= len(branches) <= 2:
            return _choice(_compile(condition, places, period), [_compile(each, places, period) for each in branches])
        case Call("FILL", (series, filler)) if not isinstance(filler, Word):
            return _fill(_compile(series, places, period).function, _compile(filler, places, period).function)
        case Call(name, (argument,)) if name in _EACH and not isinstance(argument, Array):
            return _each(_EACH[name], _compile(argument, places, period))
        case Call(name, (Array(items),)) if name in _OF_ARRAY and items:
            return _of_array(_OF_ARRAY[name], [_compile(item, places, period).function for item in items])
        case Call(name, _):
            raise NotUnderstoodError(f"{name} is not understood here, or not with these arguments")
        case _:
            raise NotUnderstoodError("a list or a word is out of place")


def _operation(name: str, left: _Compiled, right: _Compiled) -> _Compiled:
    """A missing point beside one that is there counts as 0; beside a scalar it stays missing."""
    calculate = _ARITHMETIC[name]
    first, second = left.function, right.function
    stays_missing = left.is_scalar or right.is_scalar

    def function(values: Sequence[Value]) -> Value:
        a, b = first(values), second(values)
        if a is None or b is None:
            if stays_missing or (a is None and b is None):
                return None
            a, b = a or 0.0, b or 0.0
        try:
            return float(calculate(a, b))
        except (ArithmeticError, ValueError):  # A point that would divide by zero is dropped.
            return None

    return _Compiled(function, left.is_scalar and right.is_scalar)


def _choice(condition: _Compiled, branches: Sequence[_Compiled]) -> _Compiled:
    test, then = condition.function, branches[0].function
    otherwise = branches[1].function if len(branches) > 1 else lambda values: None

    def function(values: Sequence[Value]) -> Value:
        decision = test(values)
        if decision is None:
            return None
        if decision:
            chosen = then(values)
            return 0.0 if chosen is None else chosen
        return otherwise(values)

    return _Compiled(function, False)


def _fill(series: Function, filler: Function) -> _Compiled:
    def function(values: Sequence[Value]) -> Value:
        found = series(values)
        return filler(values) if found is None else found

    return _Compiled(function, False)


def _each(calculate: Callable[[float], float], argument: _Compiled) -> _Compiled:
    inner = argument.function

    def function(values: Sequence[Value]) -> Value:
        found = inner(values)
        try:
            return None if found is None else calculate(found)
        except ValueError:
            return None

    return _Compiled(function, argument.is_scalar)


def _of_array(calculate: Callable[[Sequence[Value]], float], items: Sequence[Function]) -> _Compiled:
    def function(values: Sequence[Value]) -> Value:
        found = [item(values) for item in items]
        return None if all(each is None for each in found) else calculate(found)

    return _Compiled(function, False)
