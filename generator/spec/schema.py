"""The published schema file -> its text and its data."""

from __future__ import annotations

import json
from functools import cache
from pkgutil import get_data
from typing import Any

NAME = "canaryform-v1.json"


@cache
def schema_text() -> str:
    """The published schema, as it is in its file."""
    data = get_data("generator.spec.schemas", NAME)
    assert data is not None, "a package on disk or in an archive always gives its data"
    return data.decode()


@cache
def schema() -> dict[str, Any]:
    """The published schema as data: what a document has to obey as it is written."""
    data: dict[str, Any] = json.loads(schema_text())
    return data


def complete() -> dict[str, Any]:
    """The part of the schema that one environment's complete document has to obey."""
    part: dict[str, Any] = definition("#/$defs/complete")
    return part


@cache
def definition(reference: str) -> Any:
    """What a ``$ref`` refers to: all of ours point into the schema itself."""
    target: Any = schema()
    for step in reference.split("/")[1:]:
        target = target[step]
    return target


def resolved(fragment: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema, with what it refers to put in; its own words win."""
    reference = fragment.get("$ref")
    if not reference:
        return fragment
    inner = resolved(definition(reference))
    own = {key: value for key, value in fragment.items() if key != "$ref"}
    if "properties" in own:
        own["properties"] = {**inner.get("properties", {}), **own["properties"]}
    return {**inner, **own}
