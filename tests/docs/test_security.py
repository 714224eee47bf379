"""docs/security.md: each claim names a test, and the test exists."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.page import ROOT

_TEXT = (ROOT / "docs/security.md").read_text("utf-8")
_ROWS = [line for line in _TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| Claim", "| ---"))]
_TEST = re.compile(r"\| `(tests/[\w/]+\.py)::(test_\w+)` \|$")


def test_there_are_claims() -> None:
    assert len(_ROWS) > 20


@pytest.mark.parametrize("row", _ROWS)
def test_a_claim_has_its_test(row: str) -> None:
    match = _TEST.search(row)
    assert match, "no test is named"
    tree = ast.parse((ROOT / match[1]).read_text("utf-8"))
    assert match[2] in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
