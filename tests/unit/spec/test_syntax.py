"""Parser errors -> complaints in our own words, whichever parser found them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from generator.errors import SpecError
from generator.spec import source, syntax

CASES = {
    "a: b: c": (1, 5, "a second ':' on one line"),
    "a: 1\n b: 2": (2, 3, "a second ':' on one line"),
    "a: 'x": (1, 4, "the quote that opens here is never closed"),
    "a: [1, 2": (1, 4, "the list that opens here is never closed"),
    "a:\n  {b: 1": (2, 3, "the mapping that opens here is never closed"),
    "a:\n\t- b": (2, 1, "a tab where YAML wants spaces"),
    "a: @x": (1, 4, "an unquoted text cannot begin with '@'"),
    "a: `x`": (1, 4, "an unquoted text cannot begin with '`'"),
    "a: %x": (1, 4, "an unquoted text cannot begin with '%'"),
    "- a\nb: c": (2, 1, ""),
    " a: 1\nb: 2": (2, 1, "this line does not fit the ones above it"),
    "a: 1\nb\nc: 2": (3, 2, ""),
    "%YAML 3.0\n---\na": (1, 1, "only YAML 1 is understood"),
    "a: &": (1, 5, "an anchor or alias without a name"),
    "a: }": (1, 4, "a value is missing before this"),
}


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize("text", CASES)
def test_words_and_place(text: str, parser: Callable[[str], Any]) -> None:
    line, column, words = CASES[text]
    with pytest.raises(SpecError) as error:
        source.read(text, "spec.yaml", parser)
    (problem,) = error.value.problems
    assert problem.message.startswith(words)
    assert problem.location.line == line
    assert abs(problem.location.column - column) <= 1, "the parsers differ by a column"


def test_an_error_that_nobody_thought_of_is_told_in_plain_words() -> None:
    mark = yaml.Mark("spec.yaml", 9, 1, 2, None, 0)
    problem = syntax.complaint(yaml.MarkedYAMLError(problem="while scanning a wombat", problem_mark=mark), "", "x.yaml")
    assert str(problem) == "x.yaml:2:3: error: is not YAML from here on [yaml]"
