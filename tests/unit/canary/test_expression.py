"""Metric math is read as AWS writes it: precedence, functions, lists; and what is no expression is said to be none."""

import pytest

from generator.canary.expression import (
    Array,
    Call,
    Node,
    NotUnderstoodError,
    Number,
    Operation,
    Reference,
    Word,
    parse,
    references,
    replaced,
)

A, B, C = Reference("a"), Reference("b"), Reference("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("12.5", Number(12.5)),
        ("1e3", Number(1000)),
        ("-2", Number(-2)),
        ("-a", Operation("-", Number(0), A)),
        ("a + b * c", Operation("+", A, Operation("*", B, C))),
        ("(a + b) * c", Operation("*", Operation("+", A, B), C)),
        ("a - b - c", Operation("-", Operation("-", A, B), C)),
        ("a / b / c", Operation("/", Operation("/", A, B), C)),
        ("a < b AND b >= c OR a", Operation("OR", Operation("AND", Operation("<", A, B), Operation(">=", B, C)), A)),
        ("a < b && b != c || a", Operation("OR", Operation("AND", Operation("<", A, B), Operation("!=", B, C)), A)),
        ("FILL(a, REPEAT)", Call("FILL", (A, Word("REPEAT")))),
        ("IF(a > 1, b)", Call("IF", (Operation(">", A, Number(1)), B))),
        ("SUM([a, b])", Call("SUM", (Array((A, B)),))),
        ("METRICS()", Call("METRICS", ())),
        ("SUM(METRICS('errors'))", Call("SUM", (Call("METRICS", (Word("errors"),)),))),
        ("  a\n+\tb ", Operation("+", A, B)),
    ],
)
def test_an_expression_is_read(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "ends too early"),
        ("a +", "ends too early"),
        ("a b", "'b' is out of place"),
        ("(a", "')' is missing"),
        ("IF(a, b", "')' is missing"),
        ("[a b]", "']' is missing"),
        ("a $ b", "'$' is no part of metric math"),
        (", a", "',' is out of place"),
        ("(" * 100 + "a" + ")" * 100, "nested too deeply"),
        ("-" * 100 + "a", "nested too deeply"),
    ],
)
def test_what_is_no_expression_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotUnderstoodError, match=why.replace("$", r"\$").replace(")", r"\)").replace("]", r"\]")):
        parse(text)


def test_references_are_found_and_replaced_however_deep() -> None:
    tree = parse("IF(a > 1, SUM([b, a]), FILL(c, 0))")
    assert [*references(tree)] == ["a", "b", "a", "c"]
    assert replaced(tree, {"a": parse("b / c")}) == parse("IF(b / c > 1, SUM([b, b / c]), FILL(c, 0))")
