"""A text -> the sign in it that only looks like YAML's colon: what an input method for Chinese or Japanese writes."""

from __future__ import annotations

import re
import unicodedata

_COLON = re.compile("[\\uff1a\\ufe55\\ufe13]")
"""Colons of other widths: https://www.unicode.org/charts/PDF/UFF00.pdf. No key of a spec has one."""
_AFTER_KEY = re.compile(rf"\s*(?:- )?[\"']?[\w.-]+[\"']?\s*({_COLON.pattern})")


def after_key(line: str) -> int:
    """Where it stands after the key that a line begins with, from 0 on; -1 where it does not."""
    found = _AFTER_KEY.match(line)
    return found.start(1) if found else -1


def lookalike(text: str) -> str:
    """What to write instead of it; empty where there is none."""
    found = _COLON.search(text)
    if not found:
        return ""
    sign = f"'{found[0]}' (U+{ord(found[0]):04X}, {unicodedata.name(found[0]).lower()})"
    return f"{sign} is not YAML's colon: write ': ', a plain colon and a space"
