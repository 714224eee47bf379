"""Where in the spec a value came from; carried along, never compared and never shown."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from generator.problems import Location

UNKNOWN = Location("<built in code>")


def origin() -> Any:
    """The field that holds a value's place in the spec."""
    return field(default=UNKNOWN, compare=False, repr=False, kw_only=True)
