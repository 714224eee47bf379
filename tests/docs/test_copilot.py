"""docs/copilot.md: each key that it sends people to is one of the spec language."""

from __future__ import annotations

import re

import pytest

from tests.docs.page import page

_KEY = re.compile(r"`([^`]+)`")
_KEYS = {key for row in page("docs/spec.md").rows for key in _KEY.findall(row[0])}
_TABLE = page("docs/copilot.md").section("## Field by field").rows[2:]


@pytest.mark.parametrize("row", _TABLE, ids=lambda row: row[0])
def test_what_it_names_can_be_said(row: list[str]) -> None:
    assert set(_KEY.findall(row[1])) <= _KEYS


def test_each_field_is_answered_once() -> None:
    fields = [field for row in _TABLE for field in _KEY.findall(row[0])]
    twice = {field for field in fields if fields.count(field) > 1}
    assert twice == {"type: Backend Service", "image.port"}, "which depends on what else is said"
    assert all(row[1].startswith("no") or _KEY.search(row[1]) for row in _TABLE)
