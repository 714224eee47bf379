"""The schema -> validators by jsonschema, for documents that do not obey it."""

from __future__ import annotations

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
    yield from validator().evolve(schema=part).iter_errors(document)


@cache
def validator() -> Validator:
    """Judges by the whole schema: what an editor shows."""
    kind: type[Validator] = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    return kind(schema())


def _pattern(_: Validator, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    if not matches(instance, pattern):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")
