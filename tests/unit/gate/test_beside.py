"""What lies in one folder belongs together, and so does all where nothing does."""

from __future__ import annotations

import pytest

from generator.gate.beside import beside
from generator.gate.subject import SideFile
from generator.problems import Location


def _file(path: str) -> SideFile:
    return SideFile(path, {}, "", Location(path))


@pytest.mark.parametrize(
    ("place", "found"),
    [("a/x.yaml", ["a/1.yaml"]), ("b/x.yaml", ["b/2.yaml"]), ("x.yaml", ["a/1.yaml", "b/2.yaml"])],
)
def test_the_files_of_a_folder(place: str, found: list[str]) -> None:
    assert [file.path for file in beside(_file(place), [_file("a/1.yaml"), _file("b/2.yaml")])] == found
