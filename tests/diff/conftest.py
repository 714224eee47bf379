"""A repository in which what the spec generates is committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff.workplace import SPEC, Workplace


@pytest.fixture
def empty(tmp_path: Path) -> Workplace:
    """A folder with nothing in it."""
    return Workplace(tmp_path)


@pytest.fixture
def repository(empty: Workplace) -> Workplace:
    """A spec and its files, committed."""
    empty.write("specs/shop.yaml", SPEC)
    empty.generate()
    empty.commit()
    return empty
