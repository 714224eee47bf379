"""Files in folders -> groups of those that are deployed together: one for each environment, with what all share.

Folders beside each other are environments where they hold files of the same names, as ``dev`` and ``prod`` do; so are
files whose names differ in an environment alone, as ``taskdef.dev.json`` and ``taskdef.prod.json``. What is beside or
above them (``shared``, ``github``) belongs to each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from generator.gate.environment import ENVIRONMENTS

_WORD = re.compile(r"[A-Za-z0-9]+")


class Group(NamedTuple):
    """Files that are judged together, and the environment that they make; nothing where they make none."""

    environment: str
    paths: frozenset[str]


def groups(paths: Sequence[str]) -> tuple[Group, ...]:
    """Every file is in one group at least."""
    return tuple(_groups({PurePath(path) for path in paths}, ""))


def _groups(paths: set[PurePath], environment: str) -> Iterator[Group]:
    children = _children(paths)
    twins = sorted(_twins(children)) if len(children) > 1 else []
    if not twins:
        named = {} if environment else _named(paths)
        common = paths - {path for own in named.values() for path in own}
        for name, own in sorted(named.items()):
            yield Group(name, frozenset(map(str, own | common)))
        if not named:
            yield Group(environment or _environment(children), frozenset(map(str, paths)))
        return
    common = paths - {path for name in twins for path in children[name]}
    for name in twins:
        for group in _groups(children[name], name):
            yield Group(group.environment, group.paths | frozenset(map(str, common)))


def _named(paths: set[PurePath]) -> dict[str, set[PurePath]]:
    """The files that are named after an environment, where another one has the same; none where there is no such."""
    found: dict[str, dict[str, PurePath]] = {}
    for path in paths:
        words = {match for match in _WORD.findall(str(path)) if match in ENVIRONMENTS}
        if len(words) == 1:
            [word] = words
            masked = re.sub(rf"(?<![A-Za-z0-9]){word}(?![A-Za-z0-9])", "*", str(path))
            found.setdefault(masked, {})[word] = path
    twins = {word for each in found.values() if len(each) > 1 for word in each}
    named: dict[str, set[PurePath]] = {}
    for each in found.values():
        for word, path in each.items():
            if word in twins:
                named.setdefault(word, set()).add(path)
    return named


def _children(paths: set[PurePath]) -> dict[str, set[PurePath]]:
    """The files below the lowest folder that has all of them, by the next step of their way."""
    depth = len(_common([path.parent for path in paths]))
    children: dict[str, set[PurePath]] = {}
    for path in paths:
        if len(path.parent.parts) > depth:
            children.setdefault(path.parts[depth], set()).add(path)
    return children


def _common(folders: Iterable[PurePath]) -> tuple[str, ...]:
    first, *others = (folder.parts for folder in folders)
    length = len(first)
    for parts in others:
        length = next((n for n in range(min(length, len(parts))) if parts[n] != first[n]), min(length, len(parts)))
    return first[:length]


def _twins(children: dict[str, set[PurePath]]) -> set[str]:
    """The folders of which another one has a file of the same name at the same place."""
    owners: dict[tuple[str, ...], set[str]] = {}
    for name, paths in children.items():
        for path in paths:
            owners.setdefault(_below(path, name), set()).add(name)
    return {name for names in owners.values() if len(names) > 1 for name in names}


def _below(path: PurePath, folder: str) -> tuple[str, ...]:
    return path.parts[path.parts.index(folder) + 1 :]


def _environment(children: dict[str, set[PurePath]]) -> str:
    known = [name for name in children if name.lower() in ENVIRONMENTS]
    return known[0] if len(known) == 1 else ""
