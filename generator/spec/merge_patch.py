"""A mapping and a patch of it -> what RFC 7396 makes of the two.

A patch changes key by key; a list replaces a list; null takes a key away (https://www.rfc-editor.org/rfc/rfc7396).
Merged values keep their own locations, so that a complaint points at the line that has to change.
"""

from __future__ import annotations

from collections.abc import Collection

from generator.spec.node import Entry, Mapping, is_null


def merge(target: Mapping, patch: Mapping) -> Mapping:
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
            entries[key] = Entry(before.key_location, merge(before.node, entry.node))
        else:
            entries[key] = entry._replace(node=merge(Mapping({}, entry.node.location), entry.node))
    return Mapping(entries, target.location, removed)


def without(mapping: Mapping, *keys: str) -> Mapping:
    """A mapping but for some of its keys."""
    return mapping._replace(entries={key: entry for key, entry in mapping.entries.items() if key not in keys})


def only(entry: Entry, keys: Collection[str]) -> Entry:
    """A section with some of its keys alone."""
    if not isinstance(entry.node, Mapping):
        return entry
    own = {key: each for key, each in entry.node.entries.items() if key in keys}
    return entry._replace(node=entry.node._replace(entries=own))
