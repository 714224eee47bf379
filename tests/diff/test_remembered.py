"""What a comparison reads of the cache and leaves out is what it would have found out anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.diff.revision import Entry
from tests.diff.workplace import SPEC, Workplace

_OTHER = SPEC.replace("project: shop", "project: other").replace("acme/shop", "acme/other")
_CHANGED = SPEC.replace("3000", "8080").replace("memory: 512", "memory: 1024")


@pytest.fixture
def two(repository: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A second project beside the first, and a cache of one's own, which is empty."""
    monkeypatch.setenv("CANARYFORM_CACHE_DIR", str(tmp_path / ".git" / "cache"))
    repository.write("specs/other.yaml", _OTHER)
    repository.generate(_OTHER, name="other")
    repository.commit()
    return repository


def test_the_cache_changes_nothing_that_is_said(two: Workplace) -> None:
    two.write("specs/shop.yaml", _CHANGED)
    first, second = two.diff("--json"), two.diff("--json")
    assert first.document == second.document
    assert first.out == second.out
    places = {effect["place"] for effect in first.document["effects"] if effect["stack"]}
    assert "specs/shop.yaml:4:10" in places, "the service"


def test_a_project_of_which_nothing_changes_is_counted_and_not_read(two: Workplace) -> None:
    whole = two.diff("--json").document
    assert (whole["effects"], whole["written"], whole["schemas"]["region"]) == ([], [], "us-west-2")
    two.write("specs/shop.yaml", _CHANGED)
    found = two.diff("--json").document
    assert found["compared"] == whole["compared"]
    assert {effect["stack"].partition("-")[0] for effect in found["effects"] if effect["stack"]} == {"shop"}
    (two.folder / "templates_out/other/manifest.json").write_text("{", encoding="utf-8")
    two.commit()
    assert two.diff("--json").document["effects"] == found["effects"], "it is read where a byte of it is another"


def test_what_another_project_had_is_gone(two: Workplace) -> None:
    (two.folder / "specs/other.yaml").unlink()
    removed = {effect["stack"] for effect in two.diff("--json").document["effects"]}
    assert "other-prod-network" in removed


_SHA1 = "ce013625030ba8dba906f756967f9e9ca394464a"
_SHA256 = "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4"


@pytest.mark.parametrize("name", [_SHA1, _SHA256])
def test_git_s_name_of_a_content(name: str) -> None:
    """``printf 'hello\\n' | git hash-object --stdin`` in repositories of both object formats."""
    assert Entry(name, 6).holds(b"hello\n")
    assert not Entry(name, 6).holds(b"hellO\n")
    assert not Entry(name, 5).holds(b"hello")
