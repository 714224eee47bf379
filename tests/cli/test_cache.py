"""``canaryform cache``, ``--no-cache``, and caches that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import canaryform, put_spec


def test_shown_and_cleared(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("project: shop\nregion: nowhere\n")
    cache = {"CANARYFORM_CACHE_DIR": str(tmp_path / "cache")}
    assert canaryform(tmp_path, "cache", **cache).stdout == f"{tmp_path}/cache: 0 entries, 0.0 MiB, at most 512 MiB\n"
    canaryform(tmp_path, "lint", "x.yaml", **cache)
    shown = json.loads(canaryform(tmp_path, "cache", "--json", **cache).stdout)
    assert shown.pop("entries") > 0
    assert shown.pop("bytes") > 0
    assert shown == {"ok": True, "folder": f"{tmp_path}/cache", "limit": 512 * 2**20, "unusable": ""}
    cleared = canaryform(tmp_path, "cache", "clear", **cache)
    assert cleared.stdout.startswith(f"{tmp_path}/cache: removed ")
    again = json.loads(canaryform(tmp_path, "cache", "clear", "--json", **cache).stdout)
    assert again == {"ok": True, "folder": f"{tmp_path}/cache", "entries": 0, "bytes": 0}


def test_without_a_home_there_is_none_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("project: shop\nregion: nowhere\n")
    nowhere = {"CANARYFORM_CACHE_DIR": "", "XDG_CACHE_HOME": "", "HOME": ""}
    shown = canaryform(tmp_path, "cache", **nowhere)
    assert shown.returncode == 3
    assert shown.stderr == (
        "error: there is no cache: no home folder is known\n  hint: name a folder in CANARYFORM_CACHE_DIR\n"
    )
    assert canaryform(tmp_path, "lint", "x.yaml", **nowhere).returncode == 1


@pytest.mark.parametrize("fault", ["a file", "others may write"])
def test_a_cache_that_cannot_be_used_changes_nothing(tmp_path: Path, fault: str) -> None:
    (tmp_path / "x.yaml").write_text("project: shop\nregion: nowhere\n")
    folder = tmp_path / "cache"
    if fault == "a file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        folder.chmod(0o777)
    cache = {"CANARYFORM_CACHE_DIR": str(folder)}
    with_it = canaryform(tmp_path, "lint", "x.yaml", **cache)
    without = canaryform(tmp_path, "lint", "x.yaml", "--no-cache", **cache)
    assert (with_it.returncode, with_it.stdout, with_it.stderr) == (without.returncode, without.stdout, without.stderr)
    assert folder.is_file() or list(folder.iterdir()) == []
    assert "it is not used: " in canaryform(tmp_path, "cache", **cache).stderr


def test_no_cache_neither_reads_nor_writes(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("project: shop\nregion: nowhere\n")
    folder = tmp_path / "cache"
    assert canaryform(tmp_path, "lint", "--no-cache", "x.yaml", CANARYFORM_CACHE_DIR=str(folder)).returncode == 1
    assert not folder.exists()


def test_a_damaged_cache_is_no_cache(tmp_path: Path) -> None:
    put_spec(tmp_path)
    cache = {"CANARYFORM_CACHE_DIR": str(tmp_path / "cache")}
    first = canaryform(tmp_path, "generate", "--json", **cache)
    entries = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    for number, path in enumerate(entries):
        data = path.read_bytes()
        path.write_bytes(data[: number % len(data)] if number % 2 else data.replace(b'"', b"'"))
    second = canaryform(tmp_path, "generate", "--json", "--out", "again", **cache)
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert json.loads(first.stdout)["specs"] == json.loads(second.stdout)["specs"]
    assert canaryform(tmp_path, "generate", "--check", **cache).returncode == 0
