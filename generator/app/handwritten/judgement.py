"""Files on the disk -> what cfn-lint and our rules find in them, at their own lines.

What is given together is judged together, environment by environment where the folders hold several.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from generator.app.handwritten.branch import branches
from generator.app.handwritten.environments import Group, groups
from generator.app.handwritten.given import Given, Sort
from generator.app.handwritten.manifest import listed_files
from generator.app.handwritten.repository import has_path
from generator.gate.catalog import problems
from generator.gate.excess import excess
from generator.gate.kind import Kind
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.problems import Location, Problem, in_order


@dataclass(frozen=True)
class Judgement:
    """What is wrong, the texts that it is about, and the files that nothing was said of."""

    problems: tuple[Problem, ...]
    sources: Mapping[str, str]
    judged: tuple[str, ...]
    unknown: Mapping[str, str]
    """Why each file that was not judged was not."""
    ours: frozenset[str] = frozenset()
    """Those of the files that canaryform wrote: they keep to its advice too."""


def judge(
    given: Sequence[Given],
    lint: Callable[[Iterable[Subject]], Iterable[Problem]],
    region: str = "",
    *,
    is_whole: bool = False,
    waived: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Judgement:
    """All of them. ``is_whole`` says that what no file makes does not exist; ``waived`` is by project."""
    judged = [each for each in given if each.sort is Sort.JUDGED]
    manifests = [each for each in given if each.sort is Sort.MANIFEST]
    systems = _systems(judged, manifests, region, is_whole=is_whole, waived=waived)
    templates = {subject.path: subject for system in systems for subject in system.templates}
    # The rule about limits tells of those that are too large for cfn-lint.
    linted = lint(
        templates[each.path] for each in judged if each.kind is Kind.TEMPLATE and not any(excess(templates[each.path]))
    )
    found = chain(
        chain.from_iterable(each.problems for each in judged),
        chain.from_iterable(_gone(manifest, judged) for manifest in manifests),
        chain.from_iterable(problems(system) for system in systems),
        linted,
    )
    ours = frozenset(path for manifest in manifests for path in listed_files(manifest))
    return Judgement(
        in_order(found),
        {each.path: each.text for each in judged},
        tuple(each.path for each in judged),
        {each.path: each.reason for each in given if each.sort is Sort.UNKNOWN and each.path not in ours},
        frozenset(path for project, group in _groups(judged, manifests) if project for path in group.paths),
    )


def _systems(
    judged: Sequence[Given],
    manifests: Sequence[Given],
    region: str,
    *,
    is_whole: bool,
    waived: Mapping[str, frozenset[str]],
) -> list[System]:
    by_path = {each.path: each for each in judged}
    systems: list[System] = []
    environments: dict[str, dict[str, System]] = {}
    for project, group in _groups(judged, manifests):
        regions = _regions(project)
        members = [by_path[path] for path in sorted(group.paths)]
        system = System(
            templates=tuple(_in_region(each.subject, region, regions) for each in members if each.subject),
            files=tuple(each.file for each in members if each.file),
            is_whole=is_whole or (project is not None and not project.is_around and not _gone(project, judged)),
            environment=group.environment,
            region=region or _only(regions, members),
            waived=waived.get(_name(project), frozenset()) if project else frozenset(),
            has=_has(project, group),
            branches=frozenset() if project else branches(sorted(group.paths)),
            environments=environments.setdefault(project.path if project else "", {}),
        )
        environments[project.path if project else ""].setdefault(group.environment, system)
        systems.append(system)
    return systems


def _has(project: Given | None, group: Group) -> Callable[[str], bool | None]:
    """Whether the repository has a path; what a spec releases may be in another one, as the spec is judged by."""
    has = has_path(group.paths)
    return has if project is None else lambda path: has(path) or None


def _name(manifest: Given) -> str:
    """The project, which its folder is named after."""
    return PurePath(os.path.abspath(manifest.path)).parent.name


def _groups(judged: Sequence[Given], manifests: Sequence[Given]) -> Iterator[tuple[Given | None, Group]]:
    """The projects that canaryform generated, each whole, and then all that is beside them."""
    left = [each.path for each in judged]
    for manifest in sorted(manifests, key=lambda each: each.path):
        folder = PurePath(manifest.path).parent
        own = [path for path in left if _is_below(path, folder)]
        left = [path for path in left if path not in set(own)]
        for group in groups(own) if own else ():
            yield manifest, group
    for group in groups(left) if left else ():
        yield None, group


def _is_below(path: str, folder: PurePath) -> bool:
    """Whether a file is in a folder, which may be above the working one."""
    return os.path.abspath(path).startswith(os.path.join(os.path.abspath(folder), ""))


def _regions(manifest: Given | None) -> Mapping[str, tuple[str, ...]]:
    """Where each template is deployed, by its absolute path, as the manifest says."""
    if manifest is None:
        return {}
    # A manifest's paths begin with the project's folder, which is not named where lint runs inside of it.
    folder = PurePath(manifest.path).parent
    stacks = manifest.data["stacks"] if isinstance(manifest.data["stacks"], list) else []
    return {
        os.path.abspath(folder.joinpath(*PurePath(stack["template"]).parts[1:])): tuple(map(str, stack["regions"]))
        for stack in stacks
        if isinstance(stack, dict) and isinstance(stack.get("template"), str) and isinstance(stack.get("regions"), list)
    }


def _gone(manifest: Given, judged: Sequence[Given]) -> list[Problem]:
    """The templates that a manifest lists and that are not among the files."""
    present = {os.path.abspath(each.path) for each in judged}
    folder = PurePath(manifest.path).parent
    missing = [] if manifest.is_around else [path for path in _regions(manifest) if path not in present]
    names = [str(folder / os.path.relpath(path, folder)) for path in missing]
    return [
        Problem(Location(manifest.path), f"lists {name}, which is not there: canaryform generate writes it", "manifest")
        for name in names
    ]


def _in_region(subject: Subject, region: str, regions: Mapping[str, tuple[str, ...]]) -> Subject:
    return subject._replace(
        regions=(region,) if region else regions.get(os.path.abspath(subject.path)) or subject.regions
    )


def _only(regions: Mapping[str, tuple[str, ...]], members: Iterable[Any]) -> str:
    """The region of all templates of a group, where it is one."""
    found = {name for each in members for name in regions.get(os.path.abspath(each.path), ())}
    return found.pop() if len(found) == 1 else ""
