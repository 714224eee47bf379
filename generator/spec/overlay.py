"""The tree as written -> one complete document for each environment, by RFC 7396 merge patches.

A patch changes key by key; a list replaces a list; null takes a key away (https://www.rfc-editor.org/rfc/rfc7396).
Merged values keep their own locations, so that a complaint points at the line that has to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.naming import MAIN
from generator.problems import Problem
from generator.spec.node import Entry, Mapping, Node, is_null

CODE = "empty"
ENVIRONMENTS = "environments"
OWN_KEYS = ("trigger", "approval", "account")
"""What an environment says about itself; all else that it says overrides the project."""
PROJECT_KEYS = ("project", ENVIRONMENTS)
"""What only the project can say."""


class Document(NamedTuple):
    """What the spec says of one environment: the whole project, with that environment alone in ``environments``."""

    environment: str
    root: Mapping


class ServiceDocument(NamedTuple):
    """What a complete document says of one service, in the form in which it speaks of the main one."""

    service: str
    root: Mapping


def documents(root: Mapping) -> tuple[Document, ...]:
    """One document for each environment, in the file's order; none when there is nothing like an environment."""
    environments = root.get(ENVIRONMENTS)
    if not isinstance(environments, Mapping):
        return ()
    return tuple(_document(root, environments, name) for name in environments.entries)


def services(root: Mapping) -> tuple[ServiceDocument, ...]:
    """One document for each service of a complete document, the main one first."""
    return (ServiceDocument(MAIN, root),)


def problems(root: Mapping) -> Iterator[Problem]:
    """Values left out where there is nothing that null could take away: they would silently become defaults."""
    for key, entry in root.entries.items():
        if key != ENVIRONMENTS:
            yield from _nulls(entry)


def _document(root: Mapping, environments: Mapping, name: str) -> Document:
    entry = environments.entries[name]
    body = entry.node
    own: Node = body
    merged = _without(root, ENVIRONMENTS)
    if isinstance(body, Mapping):
        own = body._replace(entries={key: body.entries[key] for key in OWN_KEYS if key in body.entries})
        merged = _merge(merged, _without(body, *OWN_KEYS, *PROJECT_KEYS))
    only = Mapping({name: Entry(entry.key_location, own)}, environments.location)
    key_location = root.entries[ENVIRONMENTS].key_location
    entries = {**merged.entries, ENVIRONMENTS: Entry(key_location, only)}
    return Document(name, merged._replace(entries=entries))


def _without(mapping: Mapping, *keys: str) -> Mapping:
    return mapping._replace(entries={key: entry for key, entry in mapping.entries.items() if key not in keys})


def _merge(target: Mapping, patch: Mapping) -> Mapping:
    """RFC 7396's MergePatch for a patch that is a mapping."""
    entries = dict(target.entries)
    removed = dict(target.removed)
    for key, entry in patch.entries.items():
        if is_null(entry.node):
            entries.pop(key, None)
            removed[key] = entry.key_location
            continue
        removed.pop(key, None)
        before = entries.get(key)
        if not isinstance(entry.node, Mapping):
            entries[key] = entry
        elif before is not None and isinstance(before.node, Mapping):
            entries[key] = Entry(before.key_location, _merge(before.node, entry.node))
        else:
            entries[key] = entry._replace(node=_merge(Mapping({}, entry.node.location), entry.node))
    return Mapping(entries, target.location, removed)


def _nulls(entry: Entry) -> Iterator[Problem]:
    if isinstance(entry.node, Mapping):
        for inner in entry.node.entries.values():
            yield from _nulls(inner)
    elif is_null(entry.node):
        yield Problem(entry.node.location, "has no value", CODE, "give it one, or remove the line for the default")
