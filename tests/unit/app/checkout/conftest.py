"""A repository with all that a build of its service needs."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    app = tmp_path / "app"
    app.mkdir()
    (tmp_path / "specs").mkdir()
    (app / "Dockerfile").write_text("FROM scratch\n")
    (app / "package.json").write_text('{"version": "1.2.3", "scripts": {"test": "node --test"}}')
    (app / "package-lock.json").write_text("{}")
    (app / "pyproject.toml").write_text('[project]\nversion = "1.2.3-rc.1"\n')
    (app / "VERSION").write_text("1.2.3+b1\n")
    return tmp_path
