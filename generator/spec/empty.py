"""The tree as written -> complaints about keys without a value, which would silently become defaults."""

from __future__ import annotations

from collections.abc import Iterator

from generator.near import nearest
from generator.problems import Problem
from generator.spec.node import Entry, Mapping, Node, is_null
from generator.spec.overlay import ENVIRONMENTS, SERVICES
from generator.spec.patches import PATCHES

CODE = "empty"
_OF_NAMES = tuple(
    (key,) for key in (SERVICES, "tags", "environment", "secrets", "args", "sidecars", "volumes", "depends_on")
)
"""Whose keys are names that the spec gives itself, so that no schema knows one that is misspelt."""


def problems(root: Mapping) -> Iterator[Problem]:
    """Values left out where there is nothing that null could take away: they would silently become defaults."""
    for key, entry in root.entries.items():
        if key == PATCHES and isinstance(entry.node, Mapping):
            # What is in a patch is the schema's: in a merge patch, null is a word.
            for patch in entry.node.entries.values():
                yield from _nulls(patch) if is_null(patch.node) else ()
        elif key != ENVIRONMENTS:
            yield from _nulls(entry)
    environments = root.get(ENVIRONMENTS)
    for entry in environments.entries.values() if isinstance(environments, Mapping) else ():
        yield from _idle_nulls(entry.node, root, ())


def _idle_nulls(patch: Node, target: Node | None, names: tuple[str, ...]) -> Iterator[Problem]:
    """Nulls of an environment at a name that the project does not have: what was meant would stay as it is."""
    entries = target.entries if isinstance(target, Mapping) else {}
    for key, entry in patch.entries.items() if isinstance(patch, Mapping) else ():
        before = entries.get(key)
        if not is_null(entry.node):
            if names != (PATCHES,):  # Of which each is a whole.
                yield from _idle_nulls(entry.node, before.node if before else None, (*names, key))
        elif before is None and (names == (PATCHES,) or names[-1:] in _OF_NAMES):
            near = nearest(key, entries)
            hint = f"did you mean {near}?" if near else ""
            message = f"takes nothing away: there is no {key} in the project's {names[-1]}"
            yield Problem(entry.node.location, message, CODE, hint)


def _nulls(entry: Entry) -> Iterator[Problem]:
    if isinstance(entry.node, Mapping):
        for inner in entry.node.entries.values():
            yield from _nulls(inner)
    elif is_null(entry.node):
        yield Problem(entry.node.location, "has no value", CODE, "give it one, or remove the line for the default")
