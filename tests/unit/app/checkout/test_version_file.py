"""A version file with a version that a tag can equal, and what stands there instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.app.checkout.repository import complaints


@pytest.mark.parametrize("version_file", ["package.json", "pyproject.toml", "VERSION", "none"])
def test_a_repository_with_everything_is_fine(repository: Path, version_file: str) -> None:
    assert complaints(repository, version_file) == []


def test_a_version_of_poetry_counts(repository: Path) -> None:
    (repository / "app/pyproject.toml").write_text('[tool.poetry]\nversion = "2.0.0"\n')
    assert complaints(repository, "pyproject.toml") == []


@pytest.mark.parametrize(
    ("version_file", "content", "message"),
    [
        ("package.json", None, "there is no file app/package.json"),
        ("package.json", b"{", "cannot read app/package.json: "),
        ("package.json", b"[1]", "app/package.json holds no version"),
        ("package.json", b'{"version": 1}', "app/package.json holds no version"),
        ("package.json", b'{"version": ""}', "app/package.json holds no version"),
        (
            "package.json",
            b'{"version": "1.2"}',
            "the version in app/package.json is '1.2', which is not MAJOR.MINOR.PATCH",
        ),
        ("package.json", b"\xff\xfe", "cannot read app/package.json: "),
        ("package.json", b"[" * 100_000, "cannot read app/package.json: "),
        ("pyproject.toml", b"[project", "cannot read app/pyproject.toml: "),
        ("pyproject.toml", b"[project]\nname = 'a'", "app/pyproject.toml holds no version"),
        ("pyproject.toml", b"project = 1", "app/pyproject.toml holds no version"),
        ("pyproject.toml", b"tool = 1", "app/pyproject.toml holds no version"),
        ("pyproject.toml", b"[tool]\npoetry = []", "app/pyproject.toml holds no version"),
        ("VERSION", b"\n", "app/VERSION holds no version"),
        ("VERSION", b"v1.2.3", "the version in app/VERSION is 'v1.2.3', which is not MAJOR.MINOR.PATCH"),
        ("VERSION", b"01.2.3", "the version in app/VERSION is '01.2.3', which is not MAJOR.MINOR.PATCH"),
    ],
)
def test_a_version_file_without_a_version(
    repository: Path, version_file: str, content: bytes | None, message: str
) -> None:
    path = repository / "app" / version_file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    [(line, found)] = complaints(repository, version_file)
    assert line == 8
    assert found.startswith(message)


def test_a_version_file_that_is_a_folder(repository: Path) -> None:
    (repository / "app/VERSION").unlink()
    (repository / "app/VERSION").mkdir()
    [(_, found)] = complaints(repository, "VERSION")
    assert found == "cannot read app/VERSION: Is a directory"


DYNAMIC = b'[project]\nname = "a"\ndynamic = ["version"]\n'


def test_a_version_that_only_a_build_tool_knows(repository: Path) -> None:
    (repository / "app/pyproject.toml").write_bytes(DYNAMIC)
    [(line, message)] = complaints(repository, "pyproject.toml")
    assert (line, message.partition(":")[0]) == (8, "the version in app/pyproject.toml is dynamic")
