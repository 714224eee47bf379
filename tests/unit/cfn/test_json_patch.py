"""Operations of a JSON Patch: what each makes of a template, and what is said of one that does not fit."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from generator.cfn.json_patch import operate, pointer

_DATA = {"Resources": {"Topic": {"Properties": {"Name": "a", "List": [1, 2], "a/b": {"~": 1}}}}}
_TOPIC = "/Resources/Topic/Properties"


def _done(operation: dict[str, Any]) -> Any:
    data: dict[str, Any] = deepcopy(_DATA)
    assert operate(data, operation) is None
    return data["Resources"]["Topic"]["Properties"]


@pytest.mark.parametrize(
    ("operation", "changed"),
    [
        ({"op": "add", "path": "/X", "value": False}, {"X": False}),
        ({"op": "add", "path": "/List/-", "value": 3}, {"List": [1, 2, 3]}),
        ({"op": "add", "path": "/List/0", "value": 3}, {"List": [3, 1, 2]}),
        ({"op": "replace", "path": "/List/1", "value": {"Ref": "A"}}, {"List": [1, {"Ref": "A"}]}),
        ({"op": "remove", "path": "/a~1b/~0"}, {"a/b": {}}),
        ({"op": "copy", "from": f"{_TOPIC}/Name", "path": "/X"}, {"X": "a"}),
        ({"op": "test", "path": "/List", "value": [1, 2]}, {}),
    ],
)
def test_what_it_makes(operation: dict[str, Any], changed: dict[str, Any]) -> None:
    expected = {**_DATA["Resources"]["Topic"]["Properties"], **changed}
    assert _done({**operation, "path": f"{_TOPIC}{operation['path']}"}) == expected


def test_it_moves() -> None:
    found = _done({"op": "move", "from": f"{_TOPIC}/Name", "path": f"{_TOPIC}/X"})
    assert found == {"List": [1, 2], "a/b": {"~": 1}, "X": "a"}


@pytest.mark.parametrize(
    ("operation", "misfit"),
    [
        (
            {"op": "add", "path": "/Resources/Topik/X", "value": 1},
            (("path",), "there is no Topik in /Resources", "did you mean Topic?"),
        ),
        (
            {"op": "replace", "path": f"{_TOPIC}/Nam", "value": 1},
            (("path",), f"there is no Nam in {_TOPIC}", "did you mean Name?"),
        ),
        ({"op": "remove", "path": "/Outputs"}, (("path",), "there is no Outputs in the template", "")),
        (
            {"op": "remove", "path": f"{_TOPIC}/List/2"},
            (("path",), f"there is no item 2 in {_TOPIC}/List, which has 2, counted from 0", ""),
        ),
        (
            {"op": "add", "path": f"{_TOPIC}/Name/x", "value": 1},
            (("path",), f"there is nothing in {_TOPIC}/Name, which is 'a'", ""),
        ),
        (
            {"op": "move", "from": "/Resorces/A", "path": "/Resources/B"},
            (("from",), "there is no Resorces in the template", "did you mean Resources?"),
        ),
        ({"op": "test", "path": f"{_TOPIC}/Name", "value": "b"}, (("value",), f"{_TOPIC}/Name is not that", "")),
        (
            {"op": "test", "path": f"{_TOPIC}/Nam", "value": "b"},
            (("path",), f"there is no Nam in {_TOPIC}", "did you mean Name?"),
        ),
    ],
)
def test_what_does_not_fit(operation: dict[str, Any], misfit: Any) -> None:
    assert operate(deepcopy(_DATA), operation) == misfit


@pytest.mark.parametrize("path", [f"{_TOPIC}/List/7", f"{_TOPIC}/List/x", f"{_TOPIC}/List/-1", f"{_TOPIC}/List/01"])
@pytest.mark.parametrize("op", ["add", "replace", "remove", "test"])
def test_an_index_that_is_none_is_told(op: str, path: str) -> None:
    assert operate(deepcopy(_DATA), {"op": op, "path": path, "value": 1}) is not None


def test_one_is_not_true() -> None:
    assert operate(deepcopy(_DATA), {"op": "test", "path": f"{_TOPIC}/List/0", "value": True}) is not None


def test_a_pointer_has_steps() -> None:
    assert pointer("/a~1b/~0/0") == ["a/b", "~", "0"]
