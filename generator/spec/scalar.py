"""The text of an unquoted YAML scalar -> the value that people mean by it."""

from __future__ import annotations

import math
import re

from generator.spec.node import Value

# YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema) without what people do not mean: ``0x1f``,
# ``0o17``, ``012``, ``.inf`` and ``.nan`` stay text, and so do the words and times that YAML 1.1 turns into something
# else (``on``, ``no``, ``1:30``, ``1_000``, dates).
_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
"""At most 18 digits: nothing in a spec is longer, and Python refuses to read thousands of them."""
_DECIMAL = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_LONGEST = 64


def resolve(text: str) -> Value:
    """``null``, ``true``, ``false``, decimal numbers; everything else is the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and not text.lstrip("+-").isdigit():
        number = float(text)
        return number if math.isfinite(number) else text
    return text
