"""A spec file's bytes -> its text. Apart from the parser: an unchanged spec is read, and never parsed."""

from __future__ import annotations

import re

from generator.errors import SpecError
from generator.problems import Location, Problem

CODE = "yaml"
"""What complaints about a file that is no YAML are called."""
MAX_BYTES = 1024 * 1024
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def decode(data: bytes, file: str) -> str:
    """The file's text. Refuses what is too long to be a spec, and what is not UTF-8."""
    if len(data) > MAX_BYTES:
        raise whole(file, f"is {len(data):,} bytes long; a spec has at most {MAX_BYTES:,}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise whole(file, "is UTF-16", "save it as UTF-8")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        raise SpecError([Problem(end_of(before, file), message, CODE, "save the file as UTF-8")]) from None


def whole(file: str, message: str, hint: str = "") -> SpecError:
    """A complaint about the file as a whole."""
    return SpecError([Problem(Location(file), message, CODE, hint)])


def end_of(text: str, file: str) -> Location:
    """The place right after ``text``."""
    lines = _LINE_BREAK.split(text)
    return Location(file, len(lines), len(lines[-1]) + 1)
