"""The patches of a spec, of what it extends and of an environment -> those that count, each as it was written.

A patch of templates is not merged with another one of its name, as other values are: in it a null is a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.problems import Location
from generator.spec.node import Entry, Mapping, Node, is_null

PATCHES = "patches"


def by_name(layers: Iterable[Node | None], location: Location) -> Mapping:
    """The patches of all layers: of a name, the patch of the last one that says it, whole."""
    entries: dict[str, Entry] = {}
    removed: dict[str, Location] = {}
    for layer in layers:
        for name, entry in layer.entries.items() if isinstance(layer, Mapping) else ():
            removed.pop(name, None)
            entries[name] = entry
            if is_null(entry.node):
                del entries[name]
                removed[name] = entry.key_location
    return Mapping(entries, location, removed)


def with_patches(merged: Mapping, layers: Sequence[Mapping]) -> Mapping:
    """What the layers come to, with their patches by name."""
    patches = merged.entries.get(PATCHES)
    if patches is None or not isinstance(patches.node, Mapping):
        return merged
    node = by_name([layer.get(PATCHES) for layer in layers], patches.node.location)
    return merged._replace(entries={**merged.entries, PATCHES: patches._replace(node=node)})
