"""The texts of files -> a side: templates, their stack policies, what a release reads, and in which order it is all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from generator.app.handwritten.document import parse
from generator.app.handwritten.request import DEFAULT_REGION
from generator.difference.side import Side, StackTemplate
from generator.errors import SpecError
from generator.gate.kind import Kind, kind_of
from generator.gate.subject import SideFile, Subject
from generator.gate.value import mapping, mappings, text, texts
from generator.naming.path import CHECKSUMS, MANIFEST
from generator.problems import Location, Problem

_DATA_SUFFIXES = frozenset({".json", ".yaml", ".yml", ".template", ".cfn"})
_READ_BY_RELEASES = frozenset({Kind.APPSPEC, Kind.BUILDSPEC, Kind.TASK_DEFINITION})
_POLICY = ".stack-policy"


@dataclass
class _Found:
    """What files hold, by their paths inside of what was named."""

    templates: dict[str, Subject] = field(default_factory=dict)
    policies: dict[str, Any] = field(default_factory=dict)
    manifests: dict[str, Any] = field(default_factory=dict)
    files: dict[str, SideFile] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def written(
    name: str, files: Mapping[str, str], shown: str = "", region: str = "", specs: Mapping[str, str] | None = None
) -> Side:
    """A side of ``files``, texts by path, which people know as ``shown`` and that path.

    ``specs`` are what they were made of, where that is known.
    Raises SpecError for templates that cannot be read, all of them at once.
    """
    found = _Found()
    for path, content in files.items():
        _sort(found, path, content, f"{shown}{path}", region or DEFAULT_REGION)
    if found.problems:
        raise SpecError(found.problems)
    stacks = {stack.key: stack for stack in _stacks(found, region)}
    return Side(name, stacks, found.files, dict(_parsed(specs or {})), found.others)


def _parsed(specs: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for path, content in specs.items():
        try:
            yield path, parse(path, content).data
        except SpecError:
            continue  # An old spec that nobody can read: what it made is compared nevertheless.


def release_file(path: str, content: str, shown: str = "") -> SideFile | None:
    """A file that a release reads; None for any other."""
    if PurePath(path).suffix not in _DATA_SUFFIXES:
        return None
    data = parse(shown or path, content).data
    if kind_of(path, data, content) not in _READ_BY_RELEASES:
        return None
    return SideFile(path, data, content, Location(shown or path))


def is_bookkeeping(path: str) -> bool:
    """Whether a file only says what the others are, or belongs to a template."""
    return PurePath(path).name in (MANIFEST, CHECKSUMS) or PurePath(path).stem.endswith(_POLICY)


def _sort(found: _Found, path: str, content: str, shown: str, region: str) -> None:
    name = PurePath(path).name
    if PurePath(path).suffix not in _DATA_SUFFIXES:
        if name != CHECKSUMS:
            found.others[path] = content
        return
    try:
        document = parse(shown, content)
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
