"""docs/engines.md: what it says of a change with ECS is what diff finds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.docs.change_table import BASE, BASES, CHANGES, Row, merged, row_between
from tests.docs.page import page
from tests.unit.difference.sides import spec_side

_BY_ECS: dict[str, Any] = merged(BASE, {"release": {"engine": "ecs"}})
_OF_ECS: dict[str, dict[str, Any]] = {
    "service.connect": {"service": {"connect": True}},
    "release.hooks": {"release": {"hooks": {"for": "ecs", "before_traffic": "check"}}},
    "release.pause": {"release": {"pause": "step"}},
}
_CHANGES = {**CHANGES, **_OF_ECS}
_TABLE = page("docs/engines.md").section("## Changing what runs").rows[2:]
SAID = [key for cells in _TABLE for key in re.findall(r"`([^`]+)`", cells[0])]


@pytest.mark.parametrize("key", SAID)
def test_what_the_table_says_is_for_the_stacks_waits_for_no_release(key: str) -> None:
    base = merged(_BY_ECS, BASES.get(key, {}))
    assert row_between(spec_side(base), spec_side(merged(base, _CHANGES[key]))) is Row.STACKS


@pytest.mark.parametrize("key", ["service.port", "network.cidr"])
def test_what_stays_stays(key: str) -> None:
    assert row_between(spec_side(_BY_ECS), spec_side(merged(_BY_ECS, _CHANGES[key]))) in (Row.LOCKED, Row.IMPORTED)


def test_there_is_something_to_say() -> None:
    assert len(SAID) >= 8
