"""Every problem names its file and line: of each rejected spec, and of each rule's bad example where it is files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from generator.app.handwritten.judgement import judge
from generator.app.handwritten.run import read
from generator.gate import example
from generator.gate.catalog import RULES
from generator.gate.subject import SideFile, Subject
from generator.gate.system import System
from generator.problems import Problem
from tests.rejected import CASES, FOLDER

_AT = re.compile(r"spec\.yaml:[1-9]\d*:[1-9]\d*: ")
_NO_LINE = {"yaml-empty": "there is no line in an empty file"}
_WHOLE = {
    "version-check": "a check that no command makes",
    "task-roles": "a role that is not there",
    "code-owner": "its file has no more than that line",
    "template-limits": "its description is the first line",
}
"""Rules whose finding stands at the file's first line, and what it is about."""
_IN_A_REPOSITORY = {"build-context"}
"""A rule that looks for a folder of the repository, which none of its files is in."""


@pytest.mark.parametrize("case", [case for case in CASES if case not in _NO_LINE])
def test_what_is_wrong_with_a_spec_is_said_at_its_line(case: str) -> None:
    lines = (FOLDER / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    complaints = [line for line in lines if not line.startswith("  ")]
    assert complaints
    assert [line for line in complaints if not _AT.match(line)] == []


@pytest.mark.parametrize("case", _NO_LINE)
def test_what_has_no_line_names_the_file(case: str) -> None:
    assert (FOLDER / case / "expected.txt").read_text(encoding="utf-8").startswith("spec.yaml: ")


def test_every_rule_finds_its_bad_example_in_files_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen, nowhere, at_the_top = set(), set(), set()
    for rule in RULES:
        folder = tmp_path / rule.id
        systems = example.bad(rule.example)
        _write(systems, folder)
        monkeypatch.chdir(folder)
        found = [problem for problem in _found(systems) if problem.code == rule.id]
        unseen |= set() if found else {rule.id}
        nowhere |= {str(problem) for problem in found if not _is_in_file(problem)}
        at_the_top |= {problem.code for problem in found if problem.location[1:3] == (1, 1)}
    assert (unseen, nowhere) == (_IN_A_REPOSITORY, set())
    assert at_the_top == _WHOLE.keys()


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"Resources:\n  A: \xff", (2, 6), "the byte 0xff is not UTF-8"),
        (b"\xef\xbb\xbf\xc3\xa9\xff", (1, 2), "the byte 0xff is not UTF-8"),
        (b"Resources:\n\0", (2, 1), "is no text file"),
    ],
)
def test_a_byte_that_cannot_be_read_is_told_at_its_place(
    tmp_path: Path, data: bytes, place: tuple[int, int], message: str
) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(data)
    (problem,) = judge(read([str(file)]), lambda _: ()).problems
    assert ((problem.location.line, problem.location.column), problem.message) == (place, message)


def _found(systems: Sequence[System]) -> Iterable[Problem]:
    region = systems[0].region or "us-west-2"
    return judge(read(["."], region), lambda _: (), region, is_whole=systems[0].is_whole).problems


def _is_in_file(problem: Problem) -> bool:
    file, line, column, _ = problem.location
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def _write(systems: Iterable[System], folder: Path) -> None:
    for system in systems:
        places: list[Subject | SideFile] = [*system.templates, *system.files]
        for place in places:
            path = folder / place.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_text(place), encoding="utf-8")


def _text(place: Subject | SideFile) -> str:
    is_json = place.path.endswith(".json") and place.data is not None
    return json.dumps(place.data, indent=2) if is_json else place.text
