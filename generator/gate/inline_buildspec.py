"""A buildspec that stands in its project's template -> the file that CodeBuild makes of it, with its values' lines.

What CloudFormation puts in place of a reference is one plain word, so that no rule takes it for the shell's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.subject import Path, SideFile, Subject
from generator.problems import Location

SEPARATOR = "#"
"""Between a template's path and the project in it."""
_REFERENCE = re.compile(r"\$\{(?:[^|}]+\|([^|}]+)(?:\|([^}]*))?|AWS::(\w+))\}")
_BLOCK = re.compile(r"[|>][-+]?\s*$")
_MOST = 20_000
"""Values; aliases count as what they stand for."""
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")


def inline_buildspec(template: Subject, logical_id: str, value: str) -> SideFile | None:
    """None for the path of a file, and for what is no YAML."""
    if "\n" not in value.strip() and not value.lstrip().startswith("{"):
        return None
    import yaml

    text = _REFERENCE.sub(lambda match: ".".join(filter(None, match.groups())), value)
    try:
        node = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        values = dict(_values(node, (), iter(range(_MOST)))) if node else {}
    except (yaml.YAMLError, StopIteration, RuntimeError, RecursionError):
        return None
    origin = template.origins.get(logical_id, template.origin)
    lines = _lines(template, logical_id, {path: line for path, (_, line) in values.items()})
    data = values[()][0] if values else None
    return SideFile(f"{template.path}{SEPARATOR}{logical_id}", data, text, origin, lines)


def _values(node: Any, path: Path, left: Iterator[int]) -> Iterator[tuple[Path, tuple[Any, int]]]:
    """Every value by its path, with its line; the outermost comes last and holds the others."""
    next(left)
    line, value = node.start_mark.line, node.value
    if isinstance(value, str):
        yield path, (_scalar(value) if not node.style else value, line)
        return
    made: Any = {} if node.id == "mapping" else []
    for index, item in enumerate(value):
        key = item[0].value if node.id == "mapping" else index
        found = dict(_values(item[1] if node.id == "mapping" else item, (*path, _key(key)), left))
        result = found[(*path, _key(key))][0]
        if node.id == "mapping":
            made[_key(key)] = result
            found[(*path, _key(key))] = (result, item[0].start_mark.line)
        else:
            made.append(result)
        yield from found.items()
    yield path, (made, line)


def _key(key: Any) -> str | int:
    return key if isinstance(key, str | int) else str(key)


def _scalar(text: str) -> Any:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if text in ("", "~", "null"):
        return None
    if _INTEGER.fullmatch(text) and len(text) < 20:
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _lines(template: Subject, logical_id: str, lines: Mapping[Path, int]) -> dict[Path, Location]:
    """Where the values stand in a template that people wrote: all at one place unless line follows line there."""
    start: Path = ("Resources", logical_id, "Properties", "Source", "BuildSpec")
    place = template.lines.get((*start, "Fn::Sub")) or template.lines.get(start)
    if place is None or not place.line:
        return {}
    rows = template.text.splitlines()
    if not _BLOCK.search(rows[place.line - 1]):
        return {(): place}
    return {
        path: Location(place.file, number, len(rows[number - 1]) - len(rows[number - 1].lstrip()) + 1)
        for path, line in lines.items()
        if (number := place.line + 1 + line) <= len(rows)
    } | {(): place}
