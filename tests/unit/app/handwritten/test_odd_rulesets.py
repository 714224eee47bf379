"""Rulesets and CODEOWNERS with odd values in every place: told at a line, or taken by GitHub; never a crash."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.app.handwritten.judgement import judge
from generator.app.handwritten.run import read
from generator.problems import Problem

_GOOD: dict[str, Any] = {
    "name": "tags",
    "target": "tag",
    "enforcement": "active",
    "bypass_actors": [{"actor_id": 2, "actor_type": "RepositoryRole", "bypass_mode": "always"}],
    "conditions": {"ref_name": {"include": ["refs/tags/v*"], "exclude": []}},
    "rules": [
        {"type": "creation"},
        {"type": "required_status_checks", "parameters": {"required_status_checks": [{"context": "x"}]}},
    ],
}
_WORDS: Sequence[Any] = ("x", "x\n", "\u202ex", "a" * 10_000)
_ODD: Sequence[Any] = (None, 1, 1.5, True, *_WORDS, [], {}, [[]], [{}], {"a": {"b": []}})
_TAKEN: dict[tuple[str | int, ...], Sequence[Any]] = {
    ("name",): _WORDS,
    ("bypass_actors",): [[]],
    ("bypass_actors", 0, "actor_id"): [None, 1],
    ("conditions",): [None, {}],
    ("conditions", "ref_name"): [{}],
    ("conditions", "ref_name", "include"): [[]],
    ("conditions", "ref_name", "exclude"): [[]],
    ("rules",): [[]],
    ("rules", 1, "parameters", "required_status_checks"): [[]],
    ("rules", 1, "parameters", "required_status_checks", 0, "context"): _WORDS,
}


def test_an_odd_value_is_told_or_means_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    taken: dict[tuple[str | int, ...], list[Any]] = {}
    for place in _places(_GOOD):
        for value in _ODD:
            found = _judged("tags.ruleset.json", json.dumps(_with(place, value), indent=1))
            assert all(problem.location.line for problem in found), (place, value)
            if not found:
                taken.setdefault(place, []).append(value)
    assert taken == {place: [*values] for place, values in _TAKEN.items()}


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("tags.ruleset.json", '&a\n{"name": "r", "enforcement": "active",\n"rules": [*a]}', 1),
        ("tags.ruleset.json", '{"name": "r", "enforcement": "active",\n"rules": ' + "[" * 5000 + "]" * 5000 + "}", 2),
        ("CODEOWNERS", "* @acme\n* \u202e@acme\n", 2),
        ("CODEOWNERS", "* @a\u2028@b\n* @acme/\n", 2),
        ("CODEOWNERS", "*\n" * 50_000 + "* @-a\n", 50_001),
    ],
)
def test_an_odd_file_is_told_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, line: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert line in {problem.location.line for problem in _judged(name, text)}


def _judged(name: str, text: str) -> tuple[Problem, ...]:
    Path(name).write_text(text, encoding="utf-8")
    return judge(read([name]), lambda _: ()).problems


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    for step, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(item, (*path, step))


def _with(place: tuple[str | int, ...], value: Any) -> Any:
    changed = copy.deepcopy(_GOOD)
    *way, last = place
    home: Any = changed
    for step in way:
        home = home[step]
    home[last] = value
    return changed
