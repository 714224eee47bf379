"""docs/patches.md has examples that are accepted, by the spec language and by the gate."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import own_problems
from tests.docs.page import page

_EXAMPLES = [text for name, text in page("docs/patches.md").blocks if name == "yaml"]


@pytest.mark.parametrize("example", _EXAMPLES)
def test_an_example_passes_the_gate(example: str) -> None:
    build = compile_spec(example, "specs/shop.yaml")
    assert build.problems == ()
    assert build.patchings
    assert own_problems(build) == ()
