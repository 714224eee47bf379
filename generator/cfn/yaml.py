"""Template data -> YAML with short-form intrinsics (``!Ref``, ``!Sub`` ...), the same bytes every time.

PyYAML's dumper would serve, at five times the cost and without the short forms; this one knows just what
a CloudFormation template holds: mappings, lists, strings, numbers, booleans and intrinsic functions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_SHORT = {"Ref": "!Ref"}
_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9_./@+-]*(?: [A-Za-z0-9_./@+(),;-]+)*\Z")
# Words that one YAML reader or another takes for something else than a string.
_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
# What YAML's readers refuse, fold or take for a line's end. A fixed set: what ``str.isprintable`` says depends on
# the Python version. https://yaml.org/spec/1.1/#c-printable
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def dump(data: Mapping[str, Any], header: str = "") -> str:
    """The YAML text of a template, ``header`` first as a comment."""
    comment = [f"# {_escaped(line)}".rstrip() for line in header.splitlines()]
    return "\n".join([*comment, *_sections(data)]) + "\n"


def _sections(data: Mapping[str, Any]) -> list[str]:
    """The template's sections, with air between them and between their entries."""
    lines: list[str] = []
    for section, entries in data.items():
        if not isinstance(entries, dict) or not entries:
            _mapping(lines, {section: entries}, 0)
            continue
        lines += ["", f"{_scalar(section)}:"]
        for number, (name, entry) in enumerate(entries.items()):
            if number and isinstance(entry, dict):
                lines.append("")
            _mapping(lines, {name: entry}, 1)
    return lines


def _mapping(lines: list[str], data: Mapping[str, Any], depth: int) -> None:
    indent = "  " * depth
    for key, value in data.items():
        _value(lines, f"{indent}{_scalar(key)}:", value, depth + 1)


def _sequence(lines: list[str], data: list[Any], depth: int) -> None:
    indent = "  " * depth
    for item in data:
        if isinstance(item, dict) and item and _intrinsic(item) is None:
            first = len(lines)
            _mapping(lines, item, depth + 1)
            lines[first] = f"{indent}- {lines[first].lstrip()}"
        else:
            _value(lines, f"{indent}-", item, depth + 1)


def _value(lines: list[str], start: str, value: Any, depth: int) -> None:
    """Append a value: after ``start``, which is a key or a dash, or on the lines beneath it, at ``depth``."""
    if isinstance(value, str):
        if "\n" in value and _fits_a_block(value):
            _block(lines, start, value, depth)
        else:
            lines.append(f"{start} {_string(value)}")
    elif isinstance(value, dict) and value:
        short = _intrinsic(value)
        if short:
            tag, argument = short
            _value(lines, f"{start} {tag}", argument, depth)
        else:
            lines.append(start)
            _mapping(lines, value, depth)
    elif isinstance(value, list) and value:
        lines.append(start)
        _sequence(lines, value, depth)
    elif isinstance(value, dict | list):
        lines.append(f"{start} {'{}' if isinstance(value, dict) else '[]'}")
    else:
        lines.append(f"{start} {_scalar(value)}")


def _intrinsic(value: Mapping[str, Any]) -> tuple[str, Any] | None:
    """The short form of an intrinsic function and its argument; None where only the long form will do."""
    if len(value) != 1:
        return None
    [(name, argument)] = value.items()
    if name not in _SHORT and not name.startswith("Fn::"):
        return None
    # YAML has no tag on a tag, so a function of just another function keeps its long form.
    if isinstance(argument, dict):
        return None
    tag = _SHORT.get(name) or "!" + name.removeprefix("Fn::")
    if name == "Fn::GetAtt" and isinstance(argument, list) and all(isinstance(part, str) for part in argument):
        argument = ".".join(argument)
    return tag, argument


def _fits_a_block(text: str) -> bool:
    """Whether a literal block shows the text as it is: no edge that a block would lose or misread, or an editor cut."""
    lines = text.removesuffix("\n").split("\n")
    if _UNPRINTABLE.search("".join(lines)) or any(line.endswith(" ") for line in lines):
        return False
    return bool(lines[-1]) and not text.startswith((" ", "\n"))


def _block(lines: list[str], start: str, text: str, depth: int) -> None:
    indent = "  " * depth
    style = "|" if text.endswith("\n") else "|-"
    lines.append(f"{start} {style}")
    lines += [indent + line if line else "" for line in text.removesuffix("\n").split("\n")]


def _scalar(value: str | int | float | bool) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    """Without an exponent, which YAML 1.1 reads as a string where no point comes before it: 1e-05."""
    text = repr(value)
    if "e" in text:
        # Imported here: hardly any template has such a number.
        from decimal import Decimal

        text = format(Decimal(text), "f")
    return text if "." in text else f"{text}.0"


@lru_cache(maxsize=4096)  # Keys, types and references come again and again.
def _string(value: str) -> str:
    if _PLAIN.match(value) and value.lower() not in _WORDS:
        return value
    return _escaped(json.dumps(value, ensure_ascii=False))


def _escaped(text: str) -> str:
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
