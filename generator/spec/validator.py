"""The schema -> validators by jsonschema, for documents that do not obey it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from generator.spec.obey import matches
from generator.spec.schema import schema


def errors(document: Any, part: dict[str, Any]) -> Iterator[ValidationError]:
    """Everything in which a document breaks a part of the schema."""
    yield from validator().evolve(schema=_plain(part)).iter_errors(document)


@cache
def validator() -> Validator:
    """Judges by the whole schema: what an editor shows."""
    kind: type[Validator] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique_items}
    )
    return kind(_plain(schema()))


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    """Without ``$schema``: where jsonschema meets it, by a ``$ref`` too, its own class goes on instead of ours.

    https://python-jsonschema.readthedocs.io/en/stable/api/jsonschema/protocols/#jsonschema.protocols.Validator.evolve
    """
    return {key: value for key, value in part.items() if key != "$schema"}


def _pattern(_: Validator, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    if not matches(instance, pattern):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _unique_items(_: Validator, is_wanted: bool, instance: object, __: Any) -> Iterator[ValidationError]:
    """In time that grows with the list: jsonschema compares each item that is no text with every other one."""
    if is_wanted and isinstance(instance, list):
        seen = {json.dumps(item, sort_keys=True) for item in instance}
        if len(seen) < len(instance):
            yield ValidationError(f"{instance!r} has an item twice")
