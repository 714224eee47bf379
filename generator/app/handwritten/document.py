"""A YAML or JSON file that people wrote -> its data, and the line of every value in it.

CloudFormation's short forms (``!Ref``) become their long ones. Read from the parser's events, without recursion of
the parser's own: a file may come from anywhere.
"""

from __future__ import annotations

import codecs
import errno
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from generator.app.build.read import why
from generator.app.handwritten.loop import MOST_COPIES, MOST_VALUES, endless
from generator.cfn.size import BUCKET_BYTES
from generator.errors import OutsideError, SpecError
from generator.gate.subject import Path
from generator.problems import Location, Problem
from generator.spec.encoding import end_of

CODE = "syntax"
_MAX_DEPTH = 100
_CHARACTERS_OF_VALUE = 100
"""A text counts as one more value for so many characters, since aliases multiply it as well."""
_MAX_REFERENCES = 5_000
"""Of ``${`` in a file. cfn-lint takes a millisecond for each, and CloudFormation's largest templates have hundreds."""
_LONG_FORMS = {"!Ref": "Ref", "!Condition": "Condition"}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")


@dataclass(frozen=True)
class Written:
    """A file that people wrote."""

    path: str
    text: str
    data: Any
    lines: dict[Path, Location]


def parse(path: str, text: str) -> Written:
    """The first document of a YAML or JSON text. Raises SpecError for what cannot be read."""
    if text.count("${") > _MAX_REFERENCES:
        raise SpecError([Problem(Location(path, *_place_of(text)), f"has more than {_MAX_REFERENCES:,} `${{`", CODE)])
    # JSON may be indented by tabs, which YAML may not.
    is_json = text.lstrip().startswith(("{", "["))
    reader = _Reader(path, text.replace("\t", " ") if is_json else text)
    try:
        data = reader.document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
        message = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is neither YAML nor JSON"
        raise SpecError([Problem(place, f"cannot be read: {message}", CODE)]) from None
    if loop := endless(data):
        message = f"with this loop there are more than {MOST_COPIES:,} copies, or {MOST_VALUES:,} values in all of them"
        raise SpecError([Problem(reader.lines.get(loop, Location(path, 1, 1)), message, CODE)])
    return Written(path, text, data, reader.lines)


def _place_of(text: str) -> tuple[int, int]:
    """Line and column of the first ``${`` that is too many."""
    at = -1
    for _ in range(_MAX_REFERENCES + 1):
        at = text.index("${", at + 1)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def plain(path: str, text: str) -> Written:
    """A text that is neither YAML nor JSON: each of its lines is a place."""
    count = text.count("\n") + 1
    lines: dict[Path, Location] = {(): Location(path, 1, 1)}
    lines |= {(index,): Location(path, index + 1, 1) for index in range(count)}
    return Written(path, text, None, lines)


def json_problem(path: str, text: str) -> Problem | None:
    """Where a text that is to be JSON is none: YAML's reader takes more, such as a comma before a bracket."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return Problem(Location(path, error.lineno, error.colno), f"is not JSON: {error.msg}", CODE)
    except RecursionError:
        return Problem(Location(path), "is nested too deeply", CODE)
    return None


def read_text(path: str) -> str:
    """The text of a file. Raises OutsideError where it cannot be read, SpecError for what is in it."""
    try:
        data = _bytes(path)
    except (OSError, ValueError) as refusal:
        reason = why(refusal) if isinstance(refusal, OSError) else str(refusal)
        raise OutsideError(f"cannot read {path}", reason) from refusal
    if len(data) > BUCKET_BYTES:
        message = f"has more than {BUCKET_BYTES:,} bytes; nothing that is judged here may be as large"
        raise SpecError([Problem(Location(path), message, CODE)])
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        place = end_of(data[: error.start].decode(), path)
        raise SpecError([Problem(place, f"the byte 0x{data[error.start]:02x} is not UTF-8", CODE)]) from None
    if "\0" in text:
        raise SpecError([Problem(end_of(text.partition("\0")[0], path), "is no text file", CODE)])
    return text


def _bytes(path: str) -> bytes:
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        return file.read(BUCKET_BYTES + 1)


class _Reader:
    """Turns events into data, one document."""

    def __init__(self, path: str, text: str) -> None:
        self.lines: dict[Path, Location] = {}
        self._path = path
        self._events: Iterator[Any] = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self._anchors: dict[str, tuple[Any, int]] = {}
        """What each anchor names, and how many values that is."""
        self._count = 0

    def document(self) -> Any:
        """The first document; nothing in an empty file."""
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                return self._node(next(self._events), ())
        return None

    def _node(self, event: Any, path: Path) -> Any:
        value: Any
        self._count += 1
        if len(path) > _MAX_DEPTH or self._count > MOST_VALUES:
            place = Location(self._path, event.start_mark.line + 1, event.start_mark.column + 1)
            raise SpecError(
                [Problem(place, "is nested too deeply, or holds too much once its aliases are followed", CODE)]
            )
        if isinstance(event, yaml.AliasEvent):
            value, size = self._anchors.get(event.anchor or "", (None, 0))
            self._count += size
            return value
        before = self._count
        self.lines.setdefault(path, Location(self._path, event.start_mark.line + 1, event.start_mark.column + 1))
        function = _function(event.tag)
        inner = (*path, function) if function else path
        if isinstance(event, yaml.ScalarEvent):
            value = event.value if event.style or function else _scalar(event.value)
            self._count += len(event.value) // _CHARACTERS_OF_VALUE
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(inner)
        else:
            value = self._mapping(inner)
        if function:
            value = {function: value.split(".", 1) if function == "Fn::GetAtt" and isinstance(value, str) else value}
        if event.anchor:
            self._anchors[event.anchor] = (value, self._count - before)
        return value

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = str(self._node(event, (*path, "?")))
            # A finding about a value is shown at its key, where a reader looks for it.
            self.lines[(*path, key)] = Location(self._path, event.start_mark.line + 1, event.start_mark.column + 1)
            self.lines.pop((*path, "?"), None)
            entries[key] = self._node(next(self._events), (*path, key))
        return entries


def _function(tag: str | None) -> str:
    if not tag or not tag.startswith("!"):
        return ""
    return _LONG_FORMS.get(tag) or f"Fn::{tag[1:]}"


def _scalar(text: str) -> Any:
    """What YAML and JSON agree on; a date or a time stays a text, as CloudFormation has it."""
    if text in ("true", "True", "false", "False"):
        return text.lower() == "true"
    if text in ("", "~", "null"):
        return None
    if _INTEGER.match(text):
        return int(text) if len(text) < 20 else text
    return float(text) if _FLOAT.match(text) else text
