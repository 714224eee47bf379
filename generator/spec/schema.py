"""The published schema file -> its text, its data, and validators that are built once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

NAME = "canaryform-v1.json"


@cache
def schema_text() -> str:
    """The published schema, as it is in its file."""
    return resources.files("generator.spec.schemas").joinpath(NAME).read_text("utf-8")


@cache
def schema() -> dict[str, Any]:
    """The published schema as data."""
    data: dict[str, Any] = json.loads(schema_text())
    return data


def resolved(fragment: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema, with what it refers to put in; its own words win."""
    reference = fragment.get("$ref")
    if not reference:
        return fragment
    target: dict[str, Any] = schema()
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    return {**resolved(target), **{key: value for key, value in fragment.items() if key != "$ref"}}


@cache
def as_written() -> Validator:
    """Judges the document as it is written: what an editor shows with the published schema."""
    kind: type[Validator] = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    return kind(schema())


@cache
def merged() -> Validator:
    """Judges one environment's complete document."""
    return as_written().evolve(schema=schema()["$defs"]["complete"])


def _pattern(_: Validator, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    """``$`` is the very end, as in every language but Python, where it may stand before a last newline too."""
    if isinstance(instance, str) and (instance.endswith("\n") or not re.search(pattern, instance)):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")
