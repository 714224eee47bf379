from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.github.install import install, plan_installation
from generator.app.github.side import github_side
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
def installed(shop: Path) -> Path:
    """The same, with the files for GitHub where GitHub reads them."""
    side, folder = github_side([str(shop / "specs/shop.yaml")]), shop / ".github"
    install(plan_installation(side.files, folder, side.specs, force=False), folder)
    return shop


@pytest.fixture
def github(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path)
