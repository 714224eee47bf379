"""The texts of files -> a side: templates, their stack policies, what a release reads, and in which order it is all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from generator.app.cache.record import Places
from generator.app.cache.result_cache import ResultCache
from generator.app.handwritten.document import Written, parse
from generator.app.handwritten.request import DEFAULT_REGION
from generator.difference.side import Side, StackTemplate
from generator.errors import SpecError
from generator.gate.kind import Kind, kind_of
from generator.gate.subject import SideFile, Subject
from generator.gate.value import mapping, mappings, text, texts
from generator.naming.path import CHECKSUMS, MANIFEST
from generator.problems import Location, Problem

ONLY = "template"
"""The key of a template that a person named itself: two files are compared whatever each of them is called."""
_DATA_SUFFIXES = frozenset({".json", ".yaml", ".yml", ".template", ".cfn"})
_READ_BY_RELEASES = frozenset({Kind.APPSPEC, Kind.BUILDSPEC, Kind.TASK_DEFINITION})
_POLICY = ".stack-policy"
_SHORT = 2_000
"""Characters that are read sooner than what a file of the cache says of them."""
_RESOURCE = 2
"""How many steps lead to a resource of a template."""


@dataclass
class _Found:
    """What files hold, by their paths inside of what was named."""

    templates: dict[str, Subject] = field(default_factory=dict)
    policies: dict[str, Any] = field(default_factory=dict)
    manifests: dict[str, Any] = field(default_factory=dict)
    files: dict[str, SideFile] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Parsed:
    """Reads texts, each once: most files are the same on both sides, and as they were the last time."""

    def __init__(self, memory: ResultCache) -> None:
        self._memory = memory
        self._found: dict[str, tuple[Any, Places]] = {}

    def __call__(self, path: str, text: str) -> Written:
        """Its data, and the lines of its sections and of what they hold. Raises SpecError for what cannot be read."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._read(path, text)
        data, places = found
        return Written(path, text, data, {key: Location(path, *place) for key, place in places.items()})

    def _read(self, path: str, text: str) -> tuple[Any, Places]:
        is_long = len(text) > _SHORT
        known = self._memory.document(text) if is_long else None
        if known is not None:
            return known
        whole = parse(path, text)
        # The lines of all values take more memory than the values, and only those of resources are shown.
        places = {key: place[1:3] for key, place in whole.lines.items() if len(key) <= _RESOURCE}
        if is_long:
            self._memory.keep_document(text, whole.data, places)
        return whole.data, places


def written(
    name: str,
    files: Mapping[str, str],
    parsed: Parsed,
    shown: str = "",
    region: str = "",
    specs: Mapping[str, str] | None = None,
) -> Side:
    """A side of ``files``, texts by path, which people know as ``shown`` and that path.

    ``parsed`` reads them, and is that of the other side too. ``specs`` are what they were made of, where that is known.
    Raises SpecError for templates that cannot be read, all of them at once.
    """
    found = _Found()
    for path, content in files.items():
        _sort(found, parsed, path, content, f"{shown}{path}", region or DEFAULT_REGION)
    if found.problems:
        raise SpecError(found.problems)
    stacks = {stack.key: stack for stack in _stacks(found, region)}
    return Side(name, stacks, found.files, dict(_specs(specs or {}, parsed)), found.others)


def _specs(specs: Mapping[str, str], parsed: Parsed) -> Iterator[tuple[str, Any]]:
    for path, content in specs.items():
        try:
            yield path, parsed(path, content).data
        except SpecError:
            continue  # An old spec that nobody can read: what it made is compared nevertheless.


def release_file(path: str, content: str) -> SideFile | None:
    """A file that a release reads; None for any other."""
    if PurePath(path).suffix not in _DATA_SUFFIXES:
        return None
    data = parse(path, content).data
    if kind_of(path, data, content) not in _READ_BY_RELEASES:
        return None
    return SideFile(path, data, content, Location(path))


def _sort(found: _Found, parsed: Parsed, path: str, content: str, shown: str, region: str) -> None:
    name = PurePath(path).name
    if PurePath(path).suffix not in _DATA_SUFFIXES:
        if name != CHECKSUMS:
            found.others[path] = content
        return
    try:
        document = parsed(shown, content)
    except SpecError as error:
        # What is no template may be in a language of its own.
        if "Resources" in content:
            found.problems += error.problems
        found.others[path] = content
        return
    data = document.data
    kind = kind_of(path, data, content)
    key = str(PurePath(path).with_suffix(""))
    if name == MANIFEST and isinstance(data, dict) and {"spec", "stacks"} <= data.keys():
        found.manifests[path] = data
    elif kind is Kind.TEMPLATE and isinstance(data, dict):
        whole = data if isinstance(data.get("Resources"), dict) else {**data, "Resources": {}}
        place = Location(shown, 1, 1)
        found.templates[key] = Subject(shown, key, content, whole, (region,), {}, place, lines=document.lines)
    elif kind is Kind.STACK_POLICY or key.endswith(_POLICY):
        found.policies[key.removesuffix(_POLICY)] = data
    elif kind in _READ_BY_RELEASES:
        found.files[path] = SideFile(path, data, content, Location(shown))
    else:
        found.others[path] = content


def _stacks(found: _Found, region: str) -> list[StackTemplate]:
    """Those that a manifest lists, in its order; then all others, by path."""
    listed = _listed(found)
    keys = [key for key in listed if key in found.templates]
    keys += [key for key in sorted(found.templates) if key not in listed]
    stacks = []
    for key in keys:
        entry, is_by_hand = listed.get(key, ({}, False))
        subject, regions = found.templates[key], tuple(texts(entry.get("regions")))
        own = subject._replace(regions=(region,) if region else regions or subject.regions)
        name = text(entry, "name") or key
        stacks.append(
            StackTemplate(key, name, own, tuple(texts(entry.get("after"))), found.policies.get(key), is_by_hand)
        )
    return stacks


def _listed(found: _Found) -> dict[str, tuple[Mapping[str, Any], bool]]:
    """The key of each stack in a manifest, its entry, and whether an administrator deploys it."""
    listed: dict[str, tuple[Mapping[str, Any], bool]] = {}
    for path, data in found.manifests.items():
        # A manifest's paths begin with the project's folder, which is not named where that folder is what was given.
        folder = PurePath(path).parent
        for section, is_by_hand in (("stacks", False), ("administrator_stacks", True)):
            for entry in mappings(mapping(data), section):
                template = PurePath(text(entry, "template"))
                key = str(folder.joinpath(*template.parts[1:]).with_suffix(""))
                listed[key] = (entry, is_by_hand)
    return listed
