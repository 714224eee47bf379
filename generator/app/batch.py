"""Turns several specs into builds: each read, compiled and judged by itself, then looked at together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from generator.problems import Location, Problem

if TYPE_CHECKING:
    from generator.app.compile import Build


class Mapper(Protocol):
    """``map``, or a pool of processes that yields results in the order of ``items``."""

    def __call__(self, work: Callable[[str], Result], items: Iterable[str], /) -> Iterator[Result]:
        """Apply ``work`` to every item."""


@dataclass(frozen=True)
class Result:
    """One spec file: its text, for showing where a problem is, and what was made of it."""

    text: str
    build: Build


def batch(
    files: Sequence[str],
    work: Callable[[str], Result],
    progress: Callable[[str], None] = lambda file: None,
    run: Mapper = map,
) -> tuple[Result, ...]:
    """The results for ``files`` in their order, a file named twice once; ``progress`` hears of each that is done.

    ``run`` is where worker processes can come in: ``work`` takes and returns plain values and keeps nothing.
    """
    unique: dict[str, str] = {}
    for file in files:
        unique.setdefault(os.path.realpath(file), file)
    results = []
    for file, result in zip(unique.values(), run(work, unique.values()), strict=True):
        results.append(result)
        progress(file)
    return _without_clashes(results)


def _without_clashes(results: Iterable[Result]) -> tuple[Result, ...]:
    """Refuse a second spec of one project, and one that makes another's stacks: each would undo the other's work."""
    owners: dict[str, str] = {}
    makers: dict[str, str] = {}
    checked = []
    for result in results:
        build = result.build
        clash = _clash(build, owners, makers)
        if clash:
            result = replace(result, build=replace(build, problems=(*build.problems, clash), artifacts=()))
        checked.append(result)
    return tuple(checked)


def _clash(build: Build, owners: dict[str, str], makers: dict[str, str]) -> Problem | None:
    """What an earlier build has already; ``owners`` of projects and ``makers`` of stacks learn of this one."""
    # Without case, as on the disks of most Macs.
    owner = owners.setdefault(build.project.casefold() or build.file, build.file)
    if owner != build.file:
        return Problem(
            Location(build.file, path="project"),
            f"is {build.project!r}, as in {owner}; both would write the same folder",
            "project-twice",
            hint="a project has one spec, with all its environments; otherwise give one of them another name",
        )
    taken = [stack.name for stack in build.stacks if makers.setdefault(stack.name, build.file) != build.file]
    if taken:
        return Problem(
            Location(build.file, path="environments"),
            f"makes the stack {taken[0]}, as {makers[taken[0]]} does: a hyphen joins project and environment",
            "stack-twice",
            hint="give the project or the environment another name",
        )
    return None
