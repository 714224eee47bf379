"""An expression of metrics -> a shorter one that is always the same, with counts that cancel out taken out.

Alarms subtract what they count from what they count: requests less answers are those that were refused. Seen as sums
of independent variables that is obvious, and few variables are left to sum over.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.canary.expression import Array, Call, Node, Number, Operation, Reference
from generator.canary.metric import Count, Form, Variable

_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_ZERO = Count(())


@dataclass
class Simplifier:
    """Forms by the ids that stand for them in trees."""

    forms: dict[str, Form] = field(default_factory=dict)
    _ids: dict[Form, str] = field(default_factory=dict)

    def reference(self, form: Form) -> Reference:
        """A reference to the form, the same for the same form."""
        if form not in self._ids:
            self._ids[form] = f"form{len(self._ids)}"
            self.forms[self._ids[form]] = form
        return Reference(self._ids[form])

    def simplified(self, tree: Node, metrics: Mapping[str, Form]) -> Node:
        """The tree, whose references name ``metrics``, with references to forms."""
        match tree:
            case Reference(id) if id in metrics:
                return self.reference(metrics[id])
            case Operation(name, left, right):
                return self._operation(name, self.simplified(left, metrics), self.simplified(right, metrics))
            case Call(function, arguments):
                return self._call(function, tuple(self.simplified(argument, metrics) for argument in arguments))
            case Array(items):
                return Array(tuple(self.simplified(item, metrics) for item in items))
            case _:
                return tree

    def count(self, tree: Node) -> Count | None:
        """What the tree counts, if it is no more than a count."""
        found = self.forms.get(tree.id) if isinstance(tree, Reference) else None
        return found if isinstance(found, Count) else None

    def _operation(self, name: str, left: Node, right: Node) -> Node:
        if name in ("*", "/"):
            return self._scaled(name, left, right) or Operation(name, left, right)
        if name in ("AND", "OR"):
            return self._logical(name, left, right)
        pair = self._never_missing(left, right)
        if pair is None:
            return Operation(name, left, right)
        if name in ("+", "-"):
            return self.reference(_sum(pair[0], pair[1], 1 if name == "+" else -1))
        if name in _COMPARISONS:
            return self._comparison(name, _sum(pair[0], pair[1], -1))
        return Operation(name, left, right)

    def _never_missing(self, left: Node, right: Node) -> tuple[Count, Count] | None:
        """Two counts that together always have a value: what is missing beside one that is there is 0."""
        first, second = self.count(left), self.count(right)
        if isinstance(left, Number) and second and not second.is_sparse:
            return Count((), left.value), second
        if isinstance(right, Number) and first and not first.is_sparse:
            return first, Count((), right.value)
        if first and second and not (first.is_sparse and second.is_sparse):
            return first, second
        return None

    def _scaled(self, name: str, left: Node, right: Node) -> Node | None:
        if isinstance(left, Number) and name == "*":
            factor, count = left.value, self.count(right)
        elif isinstance(right, Number) and right.value:
            factor, count = (right.value if name == "*" else 1 / right.value), self.count(left)
        else:
            return None
        if count is None or not factor:
            return None
        terms = tuple((variable, weight * factor) for variable, weight in count.terms)
        return self.reference(Count(terms, count.constant * factor, count.is_sparse))

    def _comparison(self, name: str, difference: Count) -> Node:
        compare = _COMPARISONS[name]
        weights = [weight for _, weight in difference.terms]
        is_settled = (
            not weights
            # Counts are never negative, so the constant is the least or the most that it can be.
            or (min(weights) >= 0 and difference.constant >= 0 and name in ("<", ">="))
            or (max(weights) <= 0 and difference.constant <= 0 and name in (">", "<="))
        )
        if is_settled:
            return self.reference(Count((), float(compare(difference.constant, 0))))
        return Operation(name, self.reference(difference), Number(0))

    def _logical(self, name: str, left: Node, right: Node) -> Node:
        for one, other in ((left, right), (right, left)):
            known = self.count(one)
            if known and not known.terms and not known.is_sparse:
                if bool(known.constant) is (name == "OR"):
                    return self.reference(Count((), float(name == "OR")))
                if isinstance(other, Operation) and other.operator in _COMPARISONS:
                    return other
        return Operation(name, left, right)

    def _call(self, function: str, arguments: tuple[Node, ...]) -> Node:
        if function == "FILL" and len(arguments) == 2:
            return self._fill(*arguments)
        if function == "IF" and len(arguments) == 3:
            return self._choice(*arguments)
        return Call(function, arguments)

    def _fill(self, series: Node, filler: Node) -> Node:
        count = self.count(series)
        if count and not count.is_sparse:
            return series
        if count and self._is_zero(filler):
            return self.reference(count._replace(is_sparse=False))
        return Call("FILL", (series, filler))

    def _choice(self, condition: Node, then: Node, otherwise: Node) -> Node:
        known = self.count(condition)
        if known and not known.terms and not known.is_sparse:
            return self._fill(then, Number(0)) if known.constant else otherwise
        if isinstance(condition, Operation) and self._chooses_either(condition, then, otherwise):
            return then
        return Call("IF", (condition, then, otherwise))

    def _chooses_either(self, condition: Operation, then: Node, otherwise: Node) -> bool:
        """Whether the lesser, or the greater, of two counts is always the first: where both are equal, it is too."""
        difference, first, second = self.count(condition.left), self._known(then), self._known(otherwise)
        if difference is None or first is None or second is None or condition.right != Number(0):
            return False
        if first.is_sparse or second.is_sparse or _sum(first, second, -1) != difference:
            return False
        numbers = (difference.constant, *(weight for _, weight in difference.terms))
        if condition.operator in ("<", "<="):
            return max(numbers) <= 0
        return condition.operator in (">", ">=") and min(numbers) >= 0

    def _known(self, tree: Node) -> Count | None:
        return Count((), tree.value) if isinstance(tree, Number) else self.count(tree)

    def _is_zero(self, tree: Node) -> bool:
        return tree == Number(0) or self.count(tree) == _ZERO


def _sum(left: Count, right: Count, sign: int) -> Count:
    weights: dict[Variable, float] = dict(left.terms)
    for variable, weight in right.terms:
        weights[variable] = weights.get(variable, 0.0) + sign * weight
    terms = tuple(sorted((variable, weight) for variable, weight in weights.items() if weight))
    return Count(terms, left.constant + sign * right.constant)
