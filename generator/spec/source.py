"""A spec's text -> a tree of nodes that know their line, column and path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeAlias

import yaml

from generator.errors import SpecError
from generator.problems import Location, Problem
from generator.spec import scalar, syntax
from generator.spec.encoding import CODE, MAX_BYTES, end_of, whole
from generator.spec.lookalike import lookalike
from generator.spec.node import Entry, Mapping, Node, Scalar, Sequence, inside, placed

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # PyYAML can be built without libyaml; its own parser finds the same, some ten times slower
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

MAX_VALUES = 20_000
"""Values in a file, counted after every alias is replaced by what it stands for."""
MAX_DEPTH = 64

# https://yaml.org/spec/1.2.2/#51-character-set
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BYTE_ORDER_MARK = "\ufeff"
_MERGE_KEY = "<<"
_IN_PATCHES = re.compile(r"(environments\.[^.]+\.)?patches\.")
_FUNCTION = re.compile("!(Ref|Condition|[A-Z][A-Za-z0-9]+)")
"""CloudFormation's short forms: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html"""

_Mark: TypeAlias = Any
"""A place as the parser says it; libyaml's marks and PyYAML's own share no type."""


def read(text: str, file: str, parser: Callable[[str], Any] = _Parser) -> Mapping:
    """The tree that ``text`` describes. Raises with every complaint that can be found before the first fatal one."""
    if len(text) > MAX_BYTES:
        raise whole(file, f"is {len(text):,} characters long; a spec has at most {MAX_BYTES:,}")
    text = text.removeprefix(_BYTE_ORDER_MARK)
    if stray := _UNPRINTABLE.search(text):
        where = end_of(text[: stray.start()], file)
        raise SpecError([Problem(where, f"the character U+{ord(stray[0]):04X} cannot be part of a spec", CODE)])
    reader = _Reader(parser(text), file)
    try:
        root = reader.document()
    except yaml.YAMLError as error:
        raise SpecError([*reader.problems, syntax.complaint(error, text, file)]) from None
    if reader.problems:
        raise SpecError(reader.problems)
    if root is None or (isinstance(root, Scalar) and root.value is None):
        raise whole(file, "is empty", "a spec begins with `project: <name>`")
    if not isinstance(root, Mapping):
        kind = "a list" if isinstance(root, Sequence) else "a text"
        message = f"must be a mapping of keys such as project and service, but is {kind}"
        hint = lookalike(root.text) if isinstance(root, Scalar) else ""
        raise SpecError([Problem(root.location, message, CODE, hint)])
    return root


class _Reader:
    """Turns the parser's events into nodes, one document, each value under the path it stands at."""

    def __init__(self, parser: Any, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._parser = parser
        self._anchors: dict[str, Node | None] = {}
        """What each anchor names; ``None`` while that is still being read."""
        self._values = 0

    def document(self) -> Node | None:
        """The root, or nothing when the file has no document."""
        self._next(yaml.StreamStartEvent)
        if self._parser.check_event(yaml.StreamEndEvent):
            return None
        self._next(yaml.DocumentStartEvent)
        root = self._node("", 0, None)
        self._next(yaml.DocumentEndEvent)
        if not self._parser.check_event(yaml.StreamEndEvent):
            mark = self._parser.peek_event().start_mark
            self._complain(mark, "", "a second document begins here", "a spec is one document: remove the `---`")
        return root

    def _next(self, kind: type[yaml.Event]) -> None:
        event = self._parser.get_event()
        assert isinstance(event, kind), event

    def _node(self, path: str, depth: int, key_mark: _Mark) -> Node:
        """The value that comes next; a value in lines of its own is said to be where its key is."""
        event = self._parser.get_event()
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path, depth)
        self._count(event.start_mark, path, depth)
        if event.tag is not None:
            hint = "write the value without it; put a text that begins with ! in quotes"
            if _IN_PATCHES.match(path) and _FUNCTION.fullmatch(event.tag):
                hint = f"write it in its long form: {_long_form(event.tag)}"
            self._complain(event.start_mark, path, "tags (`!name`) are not part of the spec language", hint)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, path, key_mark)
        else:
            is_block = not event.flow_style
            location = self._location(key_mark if is_block and key_mark else event.start_mark, path)
            is_list = isinstance(event, yaml.SequenceStartEvent)
            node = self._sequence(location, depth) if is_list else self._mapping(location, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _scalar(self, event: yaml.ScalarEvent, path: str, key_mark: _Mark) -> Scalar:
        is_quoted = bool(event.style)
        value = event.value if is_quoted else scalar.resolve(event.value)
        is_missing = key_mark is not None and not is_quoted and not event.value
        return Scalar(value, event.value, self._location(key_mark if is_missing else event.start_mark, path))

    def _sequence(self, location: Location, depth: int) -> Sequence:
        items: list[Node] = []
        while not self._parser.check_event(yaml.SequenceEndEvent):
            items.append(self._node(inside(location.path, len(items)), depth + 1, None))
        self._parser.get_event()
        return Sequence(tuple(items), location)

    def _mapping(self, location: Location, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not self._parser.check_event(yaml.MappingEndEvent):
            mark = self._parser.peek_event().start_mark
            key = self._key(location.path, depth)
            path = inside(location.path, key or "")
            node = self._node(path, depth + 1, mark)
            if key is None:
                continue
            if first := entries.get(key):
                line = first.key_location.line
                self._complain(mark, path, f"the key '{key}' is here twice; the first is on line {line}")
            else:
                entries[key] = Entry(self._location(mark, path), node)
        self._parser.get_event()
        return Mapping(entries, location)

    def _key(self, path: str, depth: int) -> str | None:
        """A key's text; nothing, with a complaint, when it cannot be one."""
        event = self._parser.peek_event()
        node = self._node(path, depth + 1, None)
        if not isinstance(node, Scalar):
            self._complain(event.start_mark, path, "a key must be a text")
            return None
        is_plain = isinstance(event, yaml.ScalarEvent) and not event.style
        if is_plain and node.text == _MERGE_KEY:
            hint = "what all environments share stands above `environments`; each of them changes only what differs"
            self._complain(event.start_mark, path, "the merge key `<<` is not part of the spec language", hint)
            return None
        if node.value is None:
            self._complain(event.start_mark, path, "a key is missing before the ':'")
            return None
        return node.text

    def _alias(self, event: yaml.AliasEvent, path: str, depth: int) -> Node:
        name = event.anchor
        if name not in self._anchors:
            hint = f"put it in quotes if the text is meant: '*{name}'"
            self._refuse(event.start_mark, path, f"`*{name}` refers to `&{name}`, which is nowhere above", hint)
        node = self._anchors[name]
        if node is None:
            self._refuse(event.start_mark, path, f"`*{name}` stands inside `&{name}`, so it would never end")
        for level in _levels(node):
            self._count(event.start_mark, path, depth + level)
        return placed(node, path)

    def _count(self, mark: _Mark, path: str, depth: int) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            self._refuse(mark, path, f"more than {MAX_VALUES:,} values, counting what every alias stands for")
        if depth > MAX_DEPTH:
            self._refuse(mark, path, f"more than {MAX_DEPTH} levels deep")

    def _location(self, mark: _Mark, path: str) -> Location:
        return Location(self._file, mark.line + 1, mark.column + 1, path)

    def _complain(self, mark: _Mark, path: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self._location(mark, path), message, CODE, hint))

    def _refuse(self, mark: _Mark, path: str, message: str, hint: str = "") -> NoReturn:
        self._complain(mark, path, message, hint)
        raise SpecError(self.problems)


def _long_form(tag: str) -> str:
    name = tag.removeprefix("!")
    if name in ("Ref", "Condition"):
        return f"{{{name}: NAME}}"
    return "{Fn::GetAtt: [NAME, ATTRIBUTE]}" if name == "GetAtt" else f"{{Fn::{name}: ...}}"


def _levels(node: Node, level: int = 0) -> Iterator[int]:
    """How deep each value of ``node`` is inside it."""
    yield level
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _levels(item, level + 1)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield from _levels(entry.node, level + 1)
