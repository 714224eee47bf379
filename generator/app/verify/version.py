"""One answer of the service -> the version that it names; and whether that is the one which is expected."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from generator.live.endpoint import Answer

_KEY = "version"
_LONGEST = 60
# "Version: 1.2.3", as the example service says it; the word in a sentence is followed by no number.
_TEXT = re.compile(r"\bversion\b\W{1,3}(?=\S*\d)([0-9A-Za-z](?:[\w.+-]*\w)?)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<prefix>|.*?[^\d.])(?P<number>\d+\.\d+\.\d+.*)", re.DOTALL)


@dataclass(frozen=True)
class Reader:
    """Where the version stands: in a ``header``, in a ``field`` of JSON, or where services usually have it.

    A field inside of others is reached by dots: ``app.version``.
    """

    header: str | None = None
    field: str | None = None

    def read(self, answer: Answer) -> str:
        """The version, empty when the answer names none."""
        if self.header:
            return _text(answer.headers.get(self.header.lower()))
        body = answer.body.decode("utf-8", "replace")
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            data = None
        if self.field:
            return _text(_inside(data, self.field))
        found = _TEXT.search(body)
        return _text(_inside(data, _KEY)) or _text(found and found[1])


def is_same(expected: str, found: str) -> bool:
    """Whether two names mean one version: the tag ``v1.2.3`` is the version ``1.2.3``, but never ``api-1.2.3``."""
    one, other = _NUMBERED.fullmatch(expected), _NUMBERED.fullmatch(found)
    if one is None or other is None:
        return expected == found
    prefixes = {one["prefix"], other["prefix"]} - {""}
    return one["number"] == other["number"] and len(prefixes) < 2


def _inside(data: Any, path: str) -> Any:
    if isinstance(data, dict) and path in data:
        return data[path]
    for key in path.split("."):
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _text(value: Any) -> str:
    """A version is a word or a number; anything else is none."""
    return str(value).strip()[:_LONGEST] if isinstance(value, str | int | float) else ""
