"""Values that a shell, AWS, git or a reader's eye could take for another -> a complaint at each, or a reviewed text."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SpecError
from generator.spec import source
from generator.spec.loader import load
from generator.spec.node import plain
from tests.strategies.spec import dump

_SERVICES = Path(__file__).parents[2] / "golden/services/spec.yaml"
_LINES = ["x\n", "x\r", "x\0", "x\u2028", "x\u0085", "\ufeffx"]
_PLACEHOLDERS = ["<VERSION>", "<IMAGE1_NAME>", "${AWS::Region}", "#{x}", "#{SourceVariables.TagName}", "{{resolve:x}}"]
_SHELL = ["$(id)", "`id`", "a b", "a;b", "a\\b", "--endpoint-url", "-x", "%00", "!x"]
_EYE = ["\u202eabc", "\u05d0", "a\u200db", "\u0430bc", "\uff41bc"]
_GIT = ["..", "../x", "//", "a@{0}", "[a-z]", "{", "~", "^x", ":x", "x.lock"]
_TYPES = [1, 1.5, True, None, [], {}, ["x"], {"a": "b"}]
_LONG = ["a" * 5000]
ODD: list[Any] = [*_LINES, *_PLACEHOLDERS, *_SHELL, *_EYE, *_GIT, *_TYPES, *_LONG]

# What each key means as it stands, among the odd ones.
_GOOD: dict[str, list[Any]] = {
    "git.releasers": [],
    "git.release_branches": [],
    "services.api.paths": ["x.lock"],
    "services.api.route.path": ["//"],
    "services.api.route.host": ["x.lock"],
}


def _spec() -> Any:
    return plain(source.read(_SERVICES.read_text(encoding="utf-8"), "spec.yaml"))


def _complaints(document: Any) -> dict[str, int]:
    """Path -> line of all that is wrong."""
    try:
        load(dump(document), "spec.yaml")
    except SpecError as error:
        return {problem.location.path: problem.location.line for problem in error.problems}
    return {}


@pytest.mark.parametrize("key", _GOOD)
def test_each_odd_item_of_a_list_is_told(key: str) -> None:
    document = _spec()
    _put(document, key, ODD)
    complaints = _complaints(document)
    assert [value for index, value in enumerate(ODD) if not _is_told(complaints, f"{key}[{index}]")] == _GOOD[key]


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("tag_prefix", ["x.lock"]),
        ("route.priority", [1]),
        ("paths", [[], ["x"]]),
        ("route", []),
        ("context", ["x.lock"]),
        ("build", [{}]),
    ],
)
def test_each_odd_value_of_a_service_is_told(key: str, good: list[Any]) -> None:
    untold = []
    for start in range(0, len(ODD), 30):  # A spec has at most 40 services.
        document, odd = _spec(), ODD[start : start + 30]
        api = document["services"].pop("api")
        document["services"] |= {f"s{index}": copy.deepcopy(api) for index in range(len(odd))}
        for index, value in enumerate(odd):
            _put(document["services"][f"s{index}"], key, value)
        complaints = _complaints(document)
        untold += [value for index, value in enumerate(odd) if not _is_told(complaints, f"services.s{index}.{key}")]
    assert untold == good


def test_each_odd_name_of_a_service_is_told() -> None:
    document = _spec()
    # YAML folds U+0085 into a space, and tests/rejected/services-names-long has the long one.
    names = [value for value in ODD if isinstance(value, str) and value not in ("x\u0085", *_LONG)]
    document["services"] |= {name: copy.deepcopy(document["services"]["api"]) for name in names}
    complaints = _complaints(document)
    assert [name for name in names if not _is_told(complaints, f"services.{name}")] == []


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("git.tag_prefix", ["x.lock"]),
        ("git.main", []),
        ("git.release_branches", [[], ["x"]]),
        ("git.releasers", []),
    ],
)
def test_each_odd_value_of_git_is_told(key: str, good: list[Any]) -> None:
    untold = []
    for value in ODD:
        document = _spec()
        _put(document, key, value)
        if not _is_told(_complaints(document), key):
            untold.append(value)
    assert untold == good


def _put(document: Any, key: str, value: Any) -> None:
    *way, last = key.split(".")
    for step in way:
        document = document[step]
    document[last] = value


def _is_told(complaints: dict[str, int], path: str) -> bool:
    return any(each.startswith(path) and line for each, line in complaints.items())
