"""What goes into the store comes out as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.app.cache.record import (
    UNREADABLE,
    matches_of,
    matches_record,
    problems_of,
    problems_record,
    product_of,
    product_record,
)
from generator.app.compile import compile_spec
from generator.app.draft import product
from generator.app.product import Format, Product, Source, StackSummary
from generator.gate.match import Match
from generator.problems import Location, Problem, Severity
from tests.golden.case import CASES

PROBLEM = Problem(
    Location("ä\udcff.yaml", 3, 4, "a.b"), "数 is\nwrong", "code", "a hint", Severity.WARNING, "x.yaml", "Y"
)
MATCH = Match("W3037", Severity.WARNING, "no such action", "Role", 7, 9)


def _again(record: Any) -> Any:
    return json.loads(json.dumps(record))


@pytest.mark.parametrize("template_format", Format)
def test_a_product(template_format: Format) -> None:
    build = compile_spec(CASES["maximal"].spec.read_text("utf-8"), "spec.yaml", template_format)
    packed = product(build)
    assert product_of(_again(product_record(packed))) == packed
    assert [artifact.data for artifact in packed.artifacts] == [each.text.encode() for each in build.artifacts]


def test_the_product_of_a_bad_spec() -> None:
    bad = product(compile_spec("project: 1\n", "x.yaml"))
    assert bad.problems
    assert product_of(_again(product_record(bad))) == bad


def test_problems_and_matches() -> None:
    assert problems_of(_again(problems_record([PROBLEM]))) == (PROBLEM,)
    assert matches_of(_again(matches_record([MATCH]))) == (MATCH,)


@pytest.mark.parametrize("record", [{}, [], None, {"file": 1}, {"file": "x", "project": "y", "environments": 1}])
def test_what_nobody_wrote_is_unreadable(record: Any) -> None:
    with pytest.raises(UNREADABLE):
        product_of(record)


@pytest.mark.parametrize("rows", [[1], [[]], [["a"]], 5, [[1, 2, 3, 4, 5, 6, 7, "loud", 9]]])
def test_rows_that_nobody_wrote_are_unreadable(rows: Any) -> None:
    with pytest.raises(UNREADABLE):
        problems_of(rows)
    with pytest.raises(UNREADABLE):
        matches_of(rows)


@pytest.mark.parametrize(
    ("kind", "count"), [(Product, 8), (StackSummary, 9), (Source, 11), (Problem, 7), (Location, 4), (Match, 6)]
)
def test_no_field_is_forgotten(kind: type, count: int) -> None:
    """Whoever adds a field has to record it; the round trips above then hold its value."""
    assert len(kind.__annotations__) == count
