"""Data -> what an API of AWS does not take of it: unknown keys, missing ones, wrong types and words.

``api_shapes/`` holds extracts of the service models that botocore ships, without their texts
(https://github.com/boto/botocore/tree/develop/botocore/data): what registers a task definition, and what the calls
take whose input people keep in files. A test compares them with the botocore that is installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import Any

from generator.gate.fault import Fault, last, nearest
from generator.gate.subject import Path
from generator.gate.value import is_literal

_SCALARS = frozenset({"boolean", "double", "integer", "long", "string"})
TASK_DEFINITION = "ecs RegisterTaskDefinitionRequest"
_PYTHON: Mapping[str, Any] = {
    "string": str,
    "integer": int,
    "long": int,
    "double": int | float,
    "timestamp": str | int | float,
    "boolean": bool,
    "structure": Mapping,
    "map": Mapping,
    "list": list,
}
_WORDS = {
    "string": "a text",
    "integer": "a whole number",
    "long": "a whole number",
    "double": "a number",
    "timestamp": "a time",
    "boolean": "true or false",
    "structure": "an object",
    "map": "an object",
    "list": "a list",
}


@cache
def shapes(service: str) -> Mapping[str, Any]:
    """Shape name -> its type, members, required ones and words, as botocore's model has them."""
    text = get_data("generator.gate", f"api_shapes/{service}.json")
    assert text is not None, "a package on disk or in an archive always gives its data"
    found: Mapping[str, Any] = json.loads(text)["shapes"]
    return found


def faults(value: Any, shape: str = TASK_DEFINITION, noun: str = "the task definition") -> Iterator[Fault]:
    """What is wrong with ``value`` as input of a shape, named after its service; ``noun`` is what the whole is.

    A placeholder for a later value is not.
    """
    service, name = shape.split()
    if value is None:
        yield Fault((), f"{noun} is an object, and here nothing")
    else:
        yield from _Model(shapes(service), noun).faults(value, name, ())


@dataclass(frozen=True)
class _Model:
    """The shapes of a service, and what a person calls the whole of the data."""

    shapes: Mapping[str, Any]
    noun: str

    def faults(self, value: Any, name: str, path: Path) -> Iterator[Fault]:
        """What is wrong with ``value`` as one of the shapes."""
        shape = self.shapes[name]
        kind = shape["type"]
        if kind == "structure" and not shape["members"]:
            # A document, of any form: https://smithy.io/2.0/spec/simple-types.html#document
            return
        if value is None or (isinstance(value, str) and not is_literal(value) and kind != "string"):
            return
        is_number = kind in ("integer", "long", "double")
        if not isinstance(value, _PYTHON[kind]) or (is_number and isinstance(value, bool)):
            is_scalar = isinstance(value, str | int | float) and kind in _SCALARS
            shown = f'"{value}"' if isinstance(value, str) else json.dumps(value, default=str)[:40]
            message = f"{last(path) if path else self.noun} is {_WORDS[kind]}, and here {shown}"
            yield Fault(path, message, is_scalar=is_scalar)
        elif kind == "structure":
            yield from self._structure(value, shape, path)
        elif kind == "list":
            for index, item in enumerate(value):
                yield from self.faults(item, shape["member"], (*path, index))
        elif kind == "map":
            for key, item in value.items():
                yield from self.faults(item, shape["value"], (*path, key))
        elif "enum" in shape and is_literal(value) and value not in shape["enum"]:
            words = shape["enum"]
            near = nearest(str(value), words)
            hint = f"is it {near}?" if near else ""
            yield Fault(path, f"{last(path)} is '{value}'; it is one of {', '.join(words)}", hint, is_new=not near)

    def _structure(self, value: Mapping[str, Any], shape: Mapping[str, Any], path: Path) -> Iterator[Fault]:
        members = shape["members"]
        where = last(path) if path else self.noun
        for key, item in value.items():
            if key in members:
                yield from self.faults(item, members[key], (*path, key))
            else:
                near = nearest(str(key), members)
                hint = f"is it {near}?" if near else ""
                yield Fault((*path, key), f"{where} has no key '{key}'", hint, is_new=not near)
        for key in shape.get("required", ()):
            # An empty value of a required key is refused by AWS itself, and is the business of other rules.
            if key not in value:
                yield Fault(path, f"{where} lacks {key}")
