"""Whatever is in the file, reading it gives a spec or complaints: never another exception, and never in vain."""

from __future__ import annotations

import contextlib
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import SpecError
from generator.model.project import Spec
from generator.problems import Location, Problem
from generator.spec import encoding, loader

SEEDS = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[1].glob("golden/*/spec.yaml"))]
FRAGMENTS = [
    *("&a ", "*a", "<<: ", "!!int ", "? ", "- ", ": ", "[", "]", "{", "}", "'", '"', "|\n", ">-\n", "#", "~", "null"),
    *("\t", "\n", "\r", "---\n", "...\n", "%YAML 1.2\n", "\u2028", "\ufeff", "\x85", "\0", "é", "🐤", "\\x"),
]
NOTHING = Problem(Location("nowhere"), "", "")


def _read(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        assert isinstance(loader.load(text, "spec.yaml"), Spec)
    except SpecError as error:
        problems = error.problems or (NOTHING,)
    assert all(problem.message and problem.code and problem.location.file == "spec.yaml" for problem in problems)


@settings(max_examples=100)
@given(st.text())
@example("? ? ? ?")
@example("*a : b")
@example("&a : *a")
@example("{? [a] : b}")
@example("a: " + "9" * 5000)
@example("a: 1e999")
@example("\ud800")
@example("environments: {a: {trigger: &t {branch: x}}, b: *t}")
def test_any_text(text: str) -> None:
    _read(text)


@settings(max_examples=100)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3))).map("".join))
def test_any_pieces_of_yaml(text: str) -> None:
    _read(text)


@settings(max_examples=100)
@given(st.sampled_from(SEEDS), st.data())
def test_a_spec_with_pieces_cut_out_and_put_in(text: str, choice: st.DataObject) -> None:
    for _ in range(choice.draw(st.integers(1, 3))):
        start = choice.draw(st.integers(0, len(text)))
        end = choice.draw(st.integers(start, min(len(text), start + 20)))
        piece = choice.draw(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)))
        text = text[:start] + piece + text[end:]
    _read(text)


@settings(max_examples=100)
@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda text: text.encode("utf-16"))))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(SpecError):
        _read(encoding.decode(data, "spec.yaml"))
