"""docs/monorepo.md: its commands and its spec work, in a repository as it describes."""

from __future__ import annotations

import shlex
from pathlib import Path

import yaml

from tests.cli.command import canaryform
from tests.docs.page import page

_PAGE = page("docs/monorepo.md")


def test_what_the_page_says_can_be_done(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    _put_service(tmp_path / "services/web")
    _put_service(tmp_path / "services/api")
    first, install = (block for language, block in _PAGE.blocks if language == "bash")
    for line in first.splitlines():
        done = canaryform(tmp_path, *shlex.split(line)[1:])
        assert done.returncode == 0, done.stderr
    assert list(yaml.safe_load((tmp_path / "specs/shop.yaml").read_text())["services"]) == ["api"]
    _put_service(tmp_path / "services/billing")
    (tmp_path / "specs/billing.yaml").write_text(_PAGE.block("yaml"))
    done = canaryform(tmp_path, "validate", "specs/billing.yaml")
    assert done.returncode == 0, done.stdout
    for line in install.splitlines():
        done = canaryform(tmp_path, *shlex.split(line)[1:])
        assert done.returncode == 0, done.stderr
    there = {path.name for path in (tmp_path / ".github/workflows").iterdir()}
    assert there == {"canaryform.yml", "billing-deploy.yml", "shop-deploy.yml"}


def _put_service(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "Dockerfile").write_text("FROM scratch\n")
    (folder / "package.json").write_text('{"version": "1.0.0", "scripts": {"test": "node --test"}}')
    (folder / "package-lock.json").write_text("{}")
