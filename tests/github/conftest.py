from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import put_spec
from tests.github.stand_in import StandIn


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository with one spec, acme/shop."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / ".git").mkdir()
    put_spec(folder)
    return folder


@pytest.fixture
def github(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path)
