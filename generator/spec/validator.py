"""The schema -> validators by jsonschema, for documents that do not obey it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

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
    """``$`` is the very end, as in every language but Python, where it may stand before a last newline too."""
    if isinstance(instance, str) and (instance.endswith("\n") or not re.search(pattern, instance)):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")
