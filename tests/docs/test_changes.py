"""The table of docs/change.md is what diff finds: what waits for a release, what for stacks, what never works."""

from __future__ import annotations

import pytest

from tests.docs.change_table import CHANGES, PAGES, row, written
from tests.docs.page import ROOT


@pytest.mark.parametrize("key", CHANGES)
def test_a_change_and_the_same_change_back_take_effect_alike(key: str) -> None:
    assert row(key) is row(key, is_back=True)


@pytest.mark.parametrize("name", PAGES)
def test_the_table_names_each_key_in_the_row_that_diff_finds(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert written(name, page) == page
