"""Expressions of counts, and the means of their variables -> every combination of values, with its probability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from generator.canary.evaluation import Value, compiled
from generator.canary.expression import Node, Reference, references, replaced
from generator.canary.metric import Count, Form, Variable
from generator.canary.poisson import NEGLIGIBLE, values

Atoms: TypeAlias = tuple[tuple[tuple[Value, ...], float], ...]
"""What several expressions are together, and how likely that is; no combination twice."""


def atoms(
    trees: tuple[Node, ...], forms: tuple[tuple[str, Form], ...], means: tuple[tuple[Variable, float], ...], period: int
) -> Atoms:
    """All that is not less likely than :data:`NEGLIGIBLE`.

    ``forms`` are what the trees refer to, by id; ``period`` is in seconds.
    """
    used = {id for tree in trees for id in references(tree)}
    own = [(id, form) for id, form in forms if id in used]
    groups = _together([form for _, form in own], dict(means))
    # What is asked for twice often differs in names, and in means of what nothing here counts.
    names: dict[str, Node] = {id: Reference(f"own{place}") for place, (id, _) in enumerate(own)}
    members = [group for group, _ in groups]
    return _atoms(
        tuple(replaced(tree, names) for tree in trees),
        tuple(_on_groups(form, members) for _, form in own),
        tuple((group[0], mean) for group, mean in groups),
        period,
    )


@lru_cache(maxsize=64)
def _atoms(
    trees: tuple[Node, ...], forms: tuple[Form, ...], means: tuple[tuple[Variable, float], ...], period: int
) -> Atoms:
    """Of trees in ``own0``, ``own1``, which are the ``forms``; each variable of those has its mean.

    Remembered, since it is the same for every threshold.
    """
    functions = [compiled(tree, [f"own{place}" for place in range(len(forms))], period) for tree in trees]
    read = [form.reader([variable for variable, _ in means]) for form in forms]
    found: dict[tuple[Value, ...], float] = {}
    *outer, inner = [values(mean) for _, mean in means] or [((0.0, 1.0),)]
    for before, probability in _product(outer, (), 1.0):
        for number, weight in inner:
            both = probability * weight
            if both >= NEGLIGIBLE:
                numbers = (*before, number)
                point = [each(numbers) for each in read]
                atom = tuple([function(point) for function in functions])
                found[atom] = found.get(atom, 0.0) + both
    return tuple(found.items())


def _together(forms: Sequence[Form], means: Mapping[Variable, float]) -> list[tuple[tuple[Variable, ...], float]]:
    """Variables that count for the same in each form, and the mean of their sum; the fewest first."""
    found: dict[tuple[object, ...], list[Variable]] = {}
    for variable in sorted({each for form in forms for each in _variables(form)}):
        found.setdefault(tuple(_role(form, variable) for form in forms), []).append(variable)
    groups = [(tuple(group), sum(means[each] for each in group)) for group in found.values()]
    return sorted(groups, key=lambda group: group[1])


def _variables(form: Form) -> Iterator[Variable]:
    yield from (variable for variable, _ in form.terms) if isinstance(form, Count) else form.samples


def _role(form: Form, variable: Variable) -> object:
    if isinstance(form, Count):
        return dict(form.terms).get(variable, 0.0)
    return variable in form.samples, variable in form.slow


def _on_groups(form: Form, groups: Sequence[tuple[Variable, ...]]) -> Form:
    """The form with each group counted as one, by the name of its first."""
    firsts = {group[0] for group in groups}
    if isinstance(form, Count):
        return form._replace(terms=tuple(term for term in form.terms if term[0] in firsts))
    return form._replace(slow=form.slow & firsts, samples=form.samples & firsts)


def _product(
    axes: Sequence[Sequence[tuple[float, float]]], before: tuple[float, ...], probability: float
) -> Iterator[tuple[tuple[float, ...], float]]:
    if not axes:
        yield before, probability
        return
    for number, weight in axes[0]:
        if probability * weight >= NEGLIGIBLE:
            yield from _product(axes[1:], (*before, number), probability * weight)
