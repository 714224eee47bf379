"""``canaryform github install``: what it writes to ``.github/``, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from tests.cli.command import canaryform

FILES = {
    "dependabot.yml": "dependabot.yml",
    "pull_request_template.md": "pull_request_template.md",
    "workflows/canaryform.yml": "workflows/canaryform.yml",
    "workflows/shop-deploy.yml": "workflows/deploy.yml",
}


def _install(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = canaryform(folder, "github", "install", *arguments)
    assert done.returncode == 0, done.stderr
    return done


def _tree(folder: Path) -> dict[str, str]:
    root = folder / ".github"
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_it_copies_what_is_generated(shop: Path) -> None:
    build = compile_spec((shop / "specs/shop.yaml").read_text(), "shop.yaml")
    texts = {artifact.path: artifact.text for artifact in build.artifacts}
    done = _install(shop)
    assert done.stdout.splitlines() == [
        *(f"missing: .github/{path}" for path in FILES),
        ".github: 4 written, 0 unchanged",
    ]
    tree = _tree(shop)
    for path, source in FILES.items():
        assert tree[path] == texts[f"shop/github/{source}"]
    assert set(tree) == {*FILES, ".canaryform.json"}
    assert set(json.loads(tree[".canaryform.json"])["written"]) == set(FILES)


def test_from_anywhere_it_finds_the_repository_s_root(shop: Path) -> None:
    _install(shop / "service", "../specs/shop.yaml")
    assert (shop / ".github/workflows/canaryform.yml").is_file()
    assert not (shop / "service/.github").exists()


def test_a_second_time_nothing_changes(shop: Path) -> None:
    _install(shop)
    before = _tree(shop)
    assert _install(shop).stdout == ".github: 0 written, 4 unchanged\n"
    assert _tree(shop) == before


def test_a_dry_run_shows_the_difference_and_writes_nothing(shop: Path) -> None:
    assert _install(shop, "--dry-run").stdout.splitlines()[-1] == ".github: 4 to write, 0 unchanged"
    assert not (shop / ".github").exists()
    _install(shop)
    _spec(shop, "test: [make test]")
    before = _tree(shop)
    shown = _install(shop, "--dry-run").stdout.splitlines()
    assert "stale: .github/workflows/canaryform.yml" in shown
    assert "  +      - run: make test" in shown
    assert shown[-1] == ".github: 1 to write, 3 unchanged"
    assert _tree(shop) == before


def test_a_file_of_its_own_follows_the_spec(shop: Path) -> None:
    _install(shop)
    _spec(shop, "test: [make test]")
    assert _install(shop).stdout.splitlines()[-1] == ".github: 1 written, 3 unchanged"
    assert "run: make test" in _tree(shop)["workflows/canaryform.yml"]
    assert _install(shop).stdout == ".github: 0 written, 4 unchanged\n"


@pytest.mark.parametrize("is_installed", [False, True])
def test_somebody_else_s_file_stays_unless_forced(shop: Path, is_installed: bool) -> None:
    if is_installed:
        _install(shop)
    mine = shop / ".github/dependabot.yml"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("version: 2\nupdates: []\n")
    done = _install(shop)
    assert mine.read_text() == "version: 2\nupdates: []\n"
    assert done.stderr.startswith("warning: .github/dependabot.yml was not written by canaryform, or was changed since")
    assert done.stdout.splitlines()[-1].endswith(", 1 kept")
    assert "workflows/canaryform.yml" in _tree(shop)
    forced = _install(shop, "--force")
    assert forced.stderr == ""
    assert "npm" in mine.read_text()
    assert _install(shop).stdout == ".github: 0 written, 4 unchanged\n"


@pytest.mark.parametrize(
    "record",
    ["", "[]", "no JSON", '{"written": 1}', '{"written": {"workflows/canaryform.yml": 1}, "specs": [1]}', "[" * 10_000],
)
def test_a_damaged_record_protects_everything(shop: Path, record: str) -> None:
    _install(shop)
    _spec(shop, "test: [make test]")
    (shop / ".github/.canaryform.json").write_text(record)
    before = _tree(shop)["workflows/canaryform.yml"]
    assert "workflows/canaryform.yml was not written by canaryform" in _install(shop).stderr
    assert _tree(shop)["workflows/canaryform.yml"] == before


def test_it_writes_through_no_link(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (shop / ".github").mkdir()
    (shop / ".github/workflows").symlink_to(tmp_path / "elsewhere")
    done = canaryform(shop, "github", "install")
    assert done.returncode == 3
    assert "is a symbolic link" in done.stderr
    assert "--out" not in done.stderr, "an option of another command"
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert set(_tree(shop)) == set()


def test_templates_in_json(shop: Path) -> None:
    _install(shop, "--format", "json")
    assert "/ecs.json" in _tree(shop)["workflows/shop-deploy.yml"]


def _spec(folder: Path, build: str) -> None:
    path = folder / "specs/shop.yaml"
    path.write_text(path.read_text() + f"build:\n  {build}\n")
