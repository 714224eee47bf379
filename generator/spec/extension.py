"""A spec and the files that it extends -> one tree, in which each value keeps its own place.

What is nearer counts, key by key, as an environment's keys count more than its project's (see ``overlay``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Some

from generator.errors import SpecError
from generator.problems import Problem
from generator.spec import source
from generator.spec.base import CODE, KEY, Base
from generator.spec.node import Entry, Mapping, Node, Scalar, is_null
from generator.spec.overlay import ENVIRONMENTS
from generator.spec.patches import PATCHES, by_name
from generator.spec.schema import schema

_OF_ONE_PROJECT = ("project", ENVIRONMENTS)
"""What a file for several projects cannot say."""


def extended(root: Mapping, bases: Some[Base]) -> Mapping:
    """The tree of a spec, over those of ``bases``, the nearest first. Raises SpecError with what is wrong in them."""
    entry = root.entries.get(KEY)
    if entry and not bases and path_in(entry.node):
        message = "leads to a file that was not read: the text of the spec alone is known here"
        raise SpecError([Problem(entry.node.location, message, CODE)])
    if not bases:
        return root
    trees = [source.read(base.text, base.file) for base in bases]
    if problems := [problem for tree in trees for problem in _foreign(tree)]:
        raise SpecError(problems)
    below = Mapping({}, trees[-1].location)
    for tree in reversed(trees):
        below = _over(below, tree, (KEY,))
    # An environment's nulls take away what is there once all is one tree.
    whole = _over(below, root, (ENVIRONMENTS,))
    environments = root.entries.get(ENVIRONMENTS)
    return whole._replace(entries={**whole.entries, ENVIRONMENTS: environments}) if environments else whole


def path_in(node: Node) -> str:
    """What is written there, if a file can be called so; empty otherwise."""
    value = node.value if isinstance(node, Scalar) else None
    return value if isinstance(value, str) and "\0" not in value else ""


def _foreign(tree: Mapping) -> Iterator[Problem]:
    form = schema()["properties"][KEY]
    named = tree.entries.get(KEY)
    if named and not re.search(form["pattern"], path_in(named.node)):
        yield Problem(named.node.location, form["patternErrorMessage"], CODE)
    for key in _OF_ONE_PROJECT:
        if entry := tree.entries.get(key):
            message = "belongs to one project, and this file is extended by specs"
            yield Problem(entry.key_location, message, CODE, "say it in the spec")


def _over(below: Mapping, own: Mapping, without: tuple[str, ...] = ()) -> Mapping:
    """``own`` counts, and is where the whole is said to be: a key that is missing is missing there.

    A null takes away what is below; one with nothing below it is left for ``empty.problems`` to tell.
    """
    entries, removed = dict(below.entries), dict(own.removed)
    for key, entry in own.entries.items():
        before = below.entries.get(key)
        if key in without:
            continue
        if without and key == PATCHES and before and isinstance(entry.node, Mapping):
            entries[key] = entry._replace(node=_patches(before.node, entry.node))
        elif before and is_null(entry.node):
            del entries[key]
            removed[key] = entry.key_location
        elif before and isinstance(before.node, Mapping) and isinstance(entry.node, Mapping):
            entries[key] = Entry(entry.key_location, _over(before.node, entry.node))
        else:
            entries[key] = entry
    return Mapping(entries, own.location, removed)


def _patches(below: Node, own: Mapping) -> Mapping:
    """Those of both, each a whole; a null with nothing below it is left for ``empty.problems`` to tell."""
    names = below.entries if isinstance(below, Mapping) else {}
    idle = {key: entry for key, entry in own.entries.items() if key not in names and is_null(entry.node)}
    found = by_name([below, own], own.location)
    return found._replace(entries={**found.entries, **idle})
