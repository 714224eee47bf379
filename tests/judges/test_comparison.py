"""docs/comparison.md has the shape that ``make compare`` writes, and what can be counted without other tools is so."""

from __future__ import annotations

import re

import pytest

from tests.judges import iam
from tests.judges.compare import PAGE, SPECS, System, system
from tests.judges.exception import load
from tests.judges.page import OTHERS, ROWS, Column, page

_TEXT = PAGE.read_text("utf-8")
_TABLE = [line.strip("| ").split(" | ") for line in _TEXT.splitlines() if line.startswith("| ")][: len(ROWS) + 2]
_SHAPES = (r"0/0", r"0 of \d+", r"0 of \d+", r"\d+ \+ \d+", "0", "0", "0", r"0 of \d+")


@pytest.fixture(scope="module")
def systems() -> dict[str, System]:
    return {name: system(name) for name in SPECS}


def test_our_columns_count_the_resources_that_there_are(systems: dict[str, System]) -> None:
    ours = [f"canaryform, {name} ({subject.resources})" for name, subject in systems.items()]
    assert _TABLE[0] == ["Judge (resources)", *ours, *OTHERS]


def test_every_row_of_ours_has_its_shape_and_reads_0() -> None:
    assert [row[0] for row in _TABLE[2:]] == list(ROWS)
    for row, shape in zip(_TABLE[2:], _SHAPES, strict=True):
        assert all(re.fullmatch(shape, cell) for cell in row[1:3]), row


def test_the_page_is_what_the_script_makes_of_these_numbers(systems: dict[str, System]) -> None:
    by_reason = {f"- {each.tool} `{each.rule}` on `{each.resource}`: {each.reason}": each for each in load()}
    hardened = tuple(by_reason[line] for line in _TEXT.splitlines() if line in by_reason)
    [example] = re.findall(r"The example needs (\d+)", _TEXT)
    needed = {"example": load()[: int(example)], "hardened": hardened}
    columns = {
        name: Column(subject.resources, tuple(row[number] for row in _TABLE[2:]), needed[name])
        for number, (name, subject) in enumerate(systems.items(), start=1)
    }
    assert page(columns, load()) == _TEXT


@pytest.mark.parametrize("name", SPECS)
def test_the_policies_are_counted_as_the_page_says(name: str, systems: dict[str, System]) -> None:
    counts = iam.count(systems[name].templates)
    number = list(SPECS).index(name) + 1
    assert [row[number] for row in _TABLE[6:]] == [
        str(counts.scopable_on_all),
        str(counts.pass_role_on_all),
        str(counts.unknown_actions),
        f"{counts.open_trusts} of {counts.trusts}",
    ]
