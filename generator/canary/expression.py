"""The text of a metric math expression -> its tree.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
_LOGICAL = {"AND": "AND", "&&": "AND", "OR": "OR", "||": "OR"}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?P<word>[A-Za-z_]\w*)|(?P<string>\"[^\"]*\"|'[^']*')"
    r"|(?P<mark>==|!=|<=|>=|&&|\|\||[-+*/^<>()\[\],]))"
)
_DEEPEST = 60


class NotUnderstoodError(ValueError):
    """An expression, or an alarm, whose meaning is not known here; the text says why, as the end of a sentence."""


class Number(NamedTuple):
    """A scalar."""

    value: float


class Reference(NamedTuple):
    """The time series of a metric or of another expression, by its id."""

    id: str


class Operation(NamedTuple):
    """Arithmetic, a comparison, ``AND`` or ``OR`` of two values."""

    operator: str
    left: Node
    right: Node


class Call(NamedTuple):
    """A function; its name is in capital letters."""

    function: str
    arguments: tuple[Node, ...]


class Array(NamedTuple):
    """Several time series, which some functions take as one argument."""

    items: tuple[Node, ...]


class Word(NamedTuple):
    """A word that a function takes as an argument, such as ``REPEAT``, or a text in quotes."""

    text: str


Node: TypeAlias = Number | Reference | Operation | Call | Array | Word


def parse(text: str) -> Node:
    """Raises NotUnderstoodError where it is no expression, or too deep a one."""
    tokens = [*_tokens(text)]
    parser = _Parser(tokens)
    tree = parser.either(0)
    if parser.rest:
        raise NotUnderstoodError(f"{parser.rest[0]!r} is out of place in {text!r}")
    return tree


def references(tree: Node) -> Iterator[str]:
    """The ids in an expression, as often as they are in it."""
    if isinstance(tree, Reference):
        yield tree.id
    for part in parts(tree):
        yield from references(part)


def parts(tree: Node) -> tuple[Node, ...]:
    """What an expression is made of, one level down."""
    match tree:
        case Operation(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Array(items):
            return items
        case _:
            return ()


def replaced(tree: Node, values: Mapping[str, Node]) -> Node:
    """The tree with some of its references replaced by what they stand for."""
    match tree:
        case Reference(id):
            return values.get(id, tree)
        case Operation(operator, left, right):
            return Operation(operator, replaced(left, values), replaced(right, values))
        case Call(function, arguments):
            return Call(function, tuple(replaced(argument, values) for argument in arguments))
        case Array(items):
            return Array(tuple(replaced(item, values) for item in items))
        case _:
            return tree


def _tokens(text: str) -> Iterator[str]:
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise NotUnderstoodError(f"{text[position:].strip()[0]!r} is no part of metric math in {text!r}")
        position = match.end()
        yield match[0].strip()


@dataclass
class _Parser:
    """Recursive descent; each method reads what binds tighter than the one before."""

    rest: list[str]

    def either(self, depth: int) -> Node:
        """Operations, from the weakest: OR, AND, comparison, sum, product, power."""
        if depth > _DEEPEST:
            raise NotUnderstoodError("the expression is nested too deeply")
        return self._binary(0, depth)

    def _binary(self, level: int, depth: int) -> Node:
        if level == len(_LEVELS):
            return self._signed(depth)
        left = self._binary(level + 1, depth)
        while self.rest and self.rest[0] in _LEVELS[level]:
            operator = self.rest.pop(0)
            left = Operation(_LOGICAL.get(operator, operator), left, self._binary(level + 1, depth))
        return left

    def _signed(self, depth: int) -> Node:
        if self.rest[:1] == ["-"]:
            self.rest.pop(0)
            operand = self._signed(depth + 1) if depth < _DEEPEST else self.either(depth + 1)
            return Number(-operand.value) if isinstance(operand, Number) else Operation("-", Number(0), operand)
        return self._primary(depth)

    def _primary(self, depth: int) -> Node:
        if not self.rest:
            raise NotUnderstoodError("the expression ends too early")
        token = self.rest.pop(0)
        if token == "(":
            inner = self.either(depth + 1)
            self._expect(")")
            return inner
        if token == "[":
            return Array(self._list("]", depth))
        if token[0] in "\"'":
            return Word(token[1:-1])
        if token[0].isdigit() or token[0] == ".":
            return Number(float(token))
        if not (token[0].isalpha() or token[0] == "_"):
            raise NotUnderstoodError(f"{token!r} is out of place")
        if self.rest[:1] == ["("]:
            self.rest.pop(0)
            return Call(token, self._list(")", depth))
        # Ids begin with a small letter, functions and their words with a capital one.
        return Word(token) if token[0].isupper() else Reference(token)

    def _list(self, end: str, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        while self.rest and self.rest[0] != end:
            items.append(self.either(depth + 1))
            if self.rest[:1] == [","]:
                self.rest.pop(0)
            elif self.rest[:1] != [end]:
                break
        self._expect(end)
        return tuple(items)

    def _expect(self, token: str) -> None:
        if not self.rest or self.rest.pop(0) != token:
            raise NotUnderstoodError(f"{token!r} is missing")


_LEVELS = (("OR", "||"), ("AND", "&&"), COMPARISONS, ("+", "-"), ("*", "/"), ("^",))
