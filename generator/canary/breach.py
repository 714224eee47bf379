"""An alarm and the answers expected in one of its periods -> how likely that period breaches its threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.canary.alarm import COMPARISONS, Alarm, Source
from generator.canary.answers import Kind, Means
from generator.canary.distribution import Atoms, atoms
from generator.canary.evaluation import Function, Value, compiled
from generator.canary.expression import Array, Call, Node, NotUnderstoodError, Number, Operation, Reference, references
from generator.canary.metric import Count, Form, Variable, form
from generator.canary.monotone import changes_once
from generator.canary.poisson import NEGLIGIBLE
from generator.canary.simplify import Simplifier

_MOST_PAIRS = 4_000_000


class Chance(NamedTuple):
    """Of one data point."""

    breaching: float
    missing: float


class _Whole(NamedTuple):
    """An expression cut into what is about the new version, what is about the old, and what joins them."""

    joint: Node
    pieces: dict[Source, tuple[Node, ...]]
    forms: tuple[tuple[str, Form], ...]


def understood(alarm: Alarm) -> None:
    """Raises NotUnderstoodError where :func:`chance` would."""
    whole = _whole(alarm, frozenset(Variable(source, kind) for source in Source for kind in Kind))
    ids = [id for id, _ in whole.forms]
    for trees in whole.pieces.values():
        for tree in trees:
            compiled(tree, ids, alarm.period)


def chance(alarm: Alarm, expected: Mapping[Source, Means]) -> Chance:
    """Exact but for what is less likely than 1e-12, and for the cells of very large means.

    Raises NotUnderstoodError where the expression or a metric is not.
    """
    means = tuple((Variable(source, kind), mean) for source in Source for kind, mean in expected[source].items())
    whole = _whole(alarm, frozenset(variable for variable, mean in means if mean))
    sources = [source for source in Source if whole.pieces[source]]
    sides = [atoms(whole.pieces[source], whole.forms, means, alarm.period) for source in sources]
    names = [f"{source}{index}" for source in sources for index in range(len(whole.pieces[source]))]
    function = compiled(whole.joint, names, alarm.period)
    compare, threshold = COMPARISONS[alarm.comparison], alarm.threshold

    def is_breach(value: float) -> bool:
        return compare(value, threshold)

    if len(sides) < 2:
        points = ((function(values), weight) for values, weight in (sides[0] if sides else (((), 1.0),)))
        return _total(points, is_breach)
    return _of_two(sides[0], sides[1], _Question(whole.joint, names, function, is_breach))


def at_means(alarm: Alarm, expected: Mapping[Source, Means]) -> bool:
    """Whether a period breaches in which everything is as often as expected: what happens at any large traffic."""
    means = {Variable(source, kind): mean for source in Source for kind, mean in expected[source].items()}
    whole = _whole(alarm, frozenset(variable for variable, mean in means.items() if mean))
    ids, forms = [id for id, _ in whole.forms], [form for _, form in whole.forms]
    point = [each.value(means) for each in forms]
    values: list[Value] = []
    names: list[str] = []
    for source in Source:
        for index, tree in enumerate(whole.pieces[source]):
            names.append(f"{source}{index}")
            values.append(compiled(tree, ids, alarm.period)(point))
    found = compiled(whole.joint, names, alarm.period)(values)
    return found is not None and COMPARISONS[alarm.comparison](found, alarm.threshold)


@lru_cache(maxsize=512)
def _whole(alarm: Alarm, present: frozenset[Variable]) -> _Whole:
    used = set(references(alarm.expression))
    metrics = {id: metric for id, metric in alarm.metrics if id in used}
    if not metrics:
        raise NotUnderstoodError("it is about no metric of the load balancer")
    is_pooled = {metric.source for metric in metrics.values()} == {Source.BOTH}
    forms: dict[str, Form] = {}
    for id, metric in metrics.items():
        told_apart = metric.source is Source.BOTH and not is_pooled
        sources = (Source.NEW, Source.OLD) if told_apart else (metric.source,)
        forms[id] = form(metric, sources, present, ignores_few=alarm.ignores_few)
    simplifier = Simplifier()
    cutter = _Cutter(simplifier, {source: {} for source in Source})
    joint = cutter.cut(simplifier.simplified(alarm.expression, forms))
    pieces = {source: tuple(trees) for source, trees in cutter.pieces.items()}
    return _Whole(joint, pieces, tuple(simplifier.forms.items()))


class _Cutter(NamedTuple):
    """Replaces each largest part that is about one source by a reference, and keeps the part in ``pieces``."""

    simplifier: Simplifier
    pieces: dict[Source, dict[Node, str]]

    def cut(self, tree: Node) -> Node:
        """The tree in references to pieces."""
        sources = {source for id in references(tree) for source in self._sources(id)}
        if isinstance(tree, Number):
            return tree
        if len(sources) < 2:
            [source] = sources or {Source.NEW}
            pieces = self.pieces[source]
            return Reference(pieces.setdefault(tree, f"{source}{len(pieces)}"))
        match tree:
            case Reference(id):
                return self._halves(id)
            case Operation(operator, left, right):
                return Operation(operator, self.cut(left), self.cut(right))
            case Call(function, arguments):
                return Call(function, tuple(self.cut(argument) for argument in arguments))
            case Array(items):
                return Array(tuple(self.cut(item) for item in items))
            case _:
                return tree

    def _sources(self, id: str) -> set[Source]:
        found = self.simplifier.forms[id]
        variables = [variable for variable, _ in found.terms] if isinstance(found, Count) else found.samples
        return {variable.source for variable in variables}

    def _halves(self, id: str) -> Node:
        """A count of both versions, as the sum of two."""
        found = self.simplifier.forms[id]
        if not isinstance(found, Count):
            raise NotUnderstoodError(
                "a percentile of the load balancer does not follow from those of its target groups"
            )
        new = tuple(term for term in found.terms if term[0].source is Source.NEW)
        old = tuple(term for term in found.terms if term[0].source is not Source.NEW)
        halves = (Count(new, found.constant, found.is_sparse), Count(old, 0.0, found.is_sparse))
        return Call("SUM", (Array(tuple(self.cut(self.simplifier.reference(half)) for half in halves)),))


def _total(points: Iterable[tuple[Value, float]], is_breach: Callable[[float], bool]) -> Chance:
    breaching = missing = 0.0
    for value, weight in points:
        if value is None:
            missing += weight
        elif is_breach(value):
            breaching += weight
    return Chance(min(1.0, breaching), min(1.0, missing))


class _Question(NamedTuple):
    """What is asked of each pair of what the new and the old version did."""

    joint: Node
    names: Sequence[str]
    function: Function
    is_breach: Callable[[float], bool]


def _of_two(new: Atoms, old: Atoms, question: _Question) -> Chance:
    """Both versions answer independently of each other."""
    place = max(range(len(new[0][0])), key=lambda each: len({values[each] for values, _ in new}))
    if not changes_once(question.joint, question.names[place]):
        if len(new) * len(old) > _MOST_PAIRS:
            raise NotUnderstoodError("it compares both versions in more ways than can be summed up")
        pairs = ((question.function((*a, *b)), p * q) for a, p in new for b, q in old)
        return _total(pairs, question.is_breach)
    breaching = missing = 0.0
    others = sorted(old, key=lambda atom: tuple(value or 0.0 for value in atom[0]))
    for group in _groups(new, place):
        cut = 0
        for other, weight in others:
            if weight * group.before[-1] < NEGLIGIBLE:
                continue
            more, cut = _sum_of_group(group, other, question, cut)
            breaching, missing = breaching + weight * more.breaching, missing + weight * more.missing
    return Chance(min(1.0, breaching), min(1.0, missing))


class _Group(NamedTuple):
    """Atoms that differ in one part alone, which grows; with the probability of all before each."""

    atoms: Atoms
    before: Sequence[float]


def _groups(found: Atoms, place: int) -> list[_Group]:
    groups: dict[tuple[Value, ...], list[tuple[tuple[Value, ...], float]]] = {}
    for values, weight in found:
        # What is missing does not grow: it is a group of its own.
        rest = (*values[:place], None if values[place] is None else 0.0, *values[place + 1 :])
        groups.setdefault(rest, []).append((values, weight))
    result = []
    for members in groups.values():
        members.sort(key=lambda atom: atom[0][place] or 0.0)
        before = [0.0]
        for _, weight in members:
            before.append(before[-1] + weight)
        result.append(_Group(tuple(members), before))
    return result


def _sum_of_group(group: _Group, other: tuple[Value, ...], question: _Question, guess: int) -> tuple[Chance, int]:
    """By bisection: along the group the answer changes once at most. Where it does, to begin the next search there."""
    function, is_breach = question.function, question.is_breach

    def answer(index: int) -> int:
        value = function((*group.atoms[index][0], *other))
        return 2 if value is None else int(is_breach(value))

    cut, first, last = _change(answer, len(group.atoms), guess)
    weights = {first: group.before[cut]}
    weights[last] = weights.get(last, 0.0) + group.before[-1] - group.before[cut]
    return Chance(weights.get(1, 0.0), weights.get(2, 0.0)), cut


def _change(answer: Callable[[int], int], size: int, guess: int) -> tuple[int, int, int]:
    """The first index with the last answer, or ``size`` where all answer the same; and the first and last answers."""
    low, high = 0, size - 1
    if 0 < guess < size:
        before, behind = answer(guess - 1), answer(guess)
        if before != behind:
            return guess, before, behind
    first, last = answer(low), answer(high)
    if first == last:
        return size, first, last
    if 0 < guess < size:
        low, high = (guess, high) if before == first else (low, guess - 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if answer(middle) == first else (low, middle)
    return high, first, last
