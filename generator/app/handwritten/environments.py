"""Files in folders -> groups of those that are deployed together: one for each environment, with what all share.

Folders beside each other are environments where they hold files of the same names, as ``dev`` and ``prod`` do. What is
beside or above them (``shared``, ``github``) belongs to each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

_WELL_KNOWN = frozenset(
    {"dev", "development", "int", "live", "preprod", "prod", "production", "qa", "sandbox", "stage", "staging", "test"}
)


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
        yield Group(environment or _environment(children), frozenset(map(str, paths)))
        return
    common = paths - {path for name in twins for path in children[name]}
    for name in twins:
        for group in _groups(children[name], name):
            yield Group(group.environment, group.paths | frozenset(map(str, common)))


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
    known = [name for name in children if name.lower() in _WELL_KNOWN]
    return known[0] if len(known) == 1 else ""
