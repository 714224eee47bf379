"""A simplified expression is the expression: whatever the counts are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.canary.alarm import Metric, Source
from generator.canary.answers import Kind
from generator.canary.evaluation import value
from generator.canary.expression import parse, references
from generator.canary.metric import Variable, form
from generator.canary.simplify import Simplifier

METRICS = {
    "requests": Metric("RequestCount", "Sum", Source.NEW),
    "succeeded": Metric("HTTPCode_Target_2XX_Count", "Sum", Source.NEW),
    "errors": Metric("HTTPCode_Target_5XX_Count", "Sum", Source.NEW),
    "refused": Metric("HTTPCode_ELB_5XX_Count", "Sum", Source.NEW),
    "denied": Metric("HTTPCode_Target_4XX_Count", "Sum", Source.NEW),
    "latency": Metric("TargetResponseTime", "p90", Source.NEW),
}
VARIABLES = [Variable(Source.NEW, kind) for kind in Kind]
ANSWERED = "(FILL(succeeded, 0) + FILL(denied, 0) + FILL(errors, 0))"
EXPRESSIONS = [
    "IF(requests > 0, 100 * FILL(errors, 0) / requests, 0)",
    f"IF(requests > {ANSWERED}, requests - {ANSWERED}, 0)",
    f"IF(refused > requests - {ANSWERED}, refused, 0)",
    "IF(errors >= 2, 100 * errors / requests, 0)",
    "IF(requests - errors < FILL(refused, 0), requests - errors, FILL(refused, 0))",
    "IF(requests >= 10 AND latency > 1.5, latency, 0)",
    "IF(denied > 0 OR errors > 1, 1, 0)",
    "errors + refused - 1",
    "FILL(errors, 0) * 2 - requests / 4 >= FILL(denied, 0)",
    "IF(requests < 0, errors, refused)",
    "IF(requests >= 0, errors, refused)",
    "IF(FILL(errors, 0) - FILL(errors, 0) == 0 AND requests > 3, 2, 1)",
    "FILL(denied, 7)",
    "MAX([errors, refused]) - 2 * 3",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
@settings(deadline=None)
@given(counts=st.lists(st.integers(0, 12), min_size=len(VARIABLES), max_size=len(VARIABLES)))
def test_it_has_the_same_value(expression: str, counts: list[int]) -> None:
    amounts = {variable: float(count) for variable, count in zip(VARIABLES, counts, strict=True)}
    present = frozenset(variable for variable, amount in amounts.items() if amount)
    forms = {id: form(metric, (Source.NEW,), present, ignores_few=False) for id, metric in METRICS.items()}
    tree = parse(expression)
    expected = value(tree, {id: each.value(amounts) for id, each in forms.items()})
    simplifier = Simplifier()
    found = value(
        simplifier.simplified(tree, forms), {id: each.value(amounts) for id, each in simplifier.forms.items()}
    )
    assert found == (expected if expected is None else pytest.approx(expected))


def test_requests_less_answers_are_those_that_were_refused() -> None:
    forms = {id: form(metric, (Source.NEW,), frozenset(VARIABLES), ignores_few=False) for id, metric in METRICS.items()}
    simplifier = Simplifier()
    tree = simplifier.simplified(parse(f"IF(requests > {ANSWERED}, requests - {ANSWERED}, 0)"), forms)
    count = simplifier.count(tree)
    assert count is not None
    assert count.terms == ((Variable(Source.NEW, Kind.REFUSED), 1.0),)
    assert [*references(tree)] != []
