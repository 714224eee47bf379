"""Data for an AWS API -> what the API's own model has against it: unknown keys, missing ones, wrong types and words.

``task_definition.json`` is an extract of the service model of ECS that botocore ships, without its texts
(https://github.com/boto/botocore/tree/develop/botocore/data/ecs): the shapes that RegisterTaskDefinition takes, with
the version that they are of. A test compares it with the botocore that is installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pkgutil import get_data
from typing import Any, NamedTuple

from generator.gate.subject import Path
from generator.gate.value import is_literal

ROOT = "RegisterTaskDefinitionRequest"
_PYTHON: Mapping[str, Any] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "structure": Mapping,
    "map": Mapping,
    "list": list,
}
_WORDS = {
    "string": "a text",
    "integer": "a whole number",
    "boolean": "true or false",
    "structure": "an object",
    "map": "an object",
    "list": "a list",
}


class Fault(NamedTuple):
    """One thing that the API does not take."""

    path: Path
    message: str
    hint: str = ""
    is_scalar: bool = False
    """Whether it is a number for a text or the like, which some readers of JSON put right."""


@cache
def shapes() -> Mapping[str, Any]:
    """Shape name -> its type, members, required ones and words, as botocore's model has them."""
    text = get_data("generator.gate", "task_definition.json")
    assert text is not None, "a package on disk or in an archive always gives its data"
    found: Mapping[str, Any] = json.loads(text)["shapes"]
    return found


def faults(value: Any, name: str = ROOT, path: Path = ()) -> Iterator[Fault]:
    """What is wrong with ``value`` as input of the shape ``name``; a placeholder for a later value is not."""
    shape = shapes()[name]
    kind = shape["type"]
    if value is None or (isinstance(value, str) and not is_literal(value) and kind != "string"):
        return
    if not isinstance(value, _PYTHON[kind]) or (kind == "integer" and isinstance(value, bool)):
        is_scalar = isinstance(value, str | int | float) and kind in ("string", "integer", "boolean")
        shown = f'"{value}"' if isinstance(value, str) else json.dumps(value, default=str)[:40]
        what = _last(path) if path else "a task definition"
        yield Fault(path, f"{what} is {_WORDS[kind]}, and here {shown}", is_scalar=is_scalar)
    elif kind == "structure":
        yield from _structure(value, shape, path)
    elif kind == "list":
        for index, item in enumerate(value):
            yield from faults(item, shape["member"], (*path, index))
    elif kind == "map":
        for key, item in value.items():
            yield from faults(item, shape["value"], (*path, key))
    elif "enum" in shape and is_literal(value) and value not in shape["enum"]:
        words = shape["enum"]
        yield Fault(path, f"{_last(path)} is '{value}'; it is one of {', '.join(words)}", _nearest(value, words))


def _structure(value: Mapping[str, Any], shape: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    members = shape["members"]
    for key, item in value.items():
        if key in members:
            yield from faults(item, members[key], (*path, key))
        else:
            inside = f"{_last(path)} has" if path else "a task definition has"
            yield Fault((*path, key), f"{inside} no key '{key}'", _nearest(str(key), members))
    for key in shape.get("required", ()):
        # An empty value of a required key is refused by ECS itself, and is the business of other rules.
        if key not in value:
            yield Fault(path, f"{_last(path) if path else 'the task definition'} lacks {key}")


def _last(path: Path) -> str:
    """The key that a path ends at: ``portMappings[0]``."""
    if isinstance(path[-1], int) and len(path) > 1:
        return f"{path[-2]}[{path[-1]}]"
    return str(path[-1])


def _nearest(word: str, words: Any) -> str:
    lower = {str(each).lower(): str(each) for each in words}
    near = get_close_matches(word.lower(), lower, 1, 0.7)
    return f"is it {lower[near[0]]}?" if near else ""
