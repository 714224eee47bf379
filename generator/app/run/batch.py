"""Several specs, each read, compiled and judged by itself -> their outcomes in order, looked at together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from generator.app.build.product import Product
from generator.problems import Location, Problem

if TYPE_CHECKING:
    from generator.app.build.compile import Build


@dataclass(frozen=True)
class Outcome:
    """One spec file: its text, for showing where a problem is, and what was made of it."""

    text: str
    build: Product


@dataclass(frozen=True)
class Result(Outcome):
    """The outcome for whoever needs more than what is written and reported."""

    build: Build


_Made = TypeVar("_Made", bound=Outcome)


def batch(
    files: Sequence[str],
    make: Callable[[Iterable[str]], Iterable[_Made]],
    progress: Callable[[str], None] = lambda file: None,
) -> tuple[_Made, ...]:
    """The outcomes of ``files`` in their order, a file named twice once; ``progress`` hears of each that is done.

    ``make`` gives one for each file, in order: here and now, or by other processes.
    """
    unique: dict[str, str] = {}
    for file in files:
        unique.setdefault(os.path.realpath(file), file)
    outcomes = []
    for file, outcome in zip(unique.values(), make(unique.values()), strict=True):
        outcomes.append(outcome)
        progress(file)
    return _without_clashes(outcomes)


def _without_clashes(outcomes: Iterable[_Made]) -> tuple[_Made, ...]:
    """Refuse a second spec of one project, and one that makes another's stacks: each would undo the other's work."""
    owners: dict[str, str] = {}
    makers: dict[str, str] = {}
    checked = []
    for outcome in outcomes:
        build = outcome.build
        clash = _clash(build, owners, makers)
        if clash:
            outcome = replace(outcome, build=replace(build, problems=(*build.problems, clash), artifacts=()))
        checked.append(outcome)
    return tuple(checked)


def _clash(build: Product, owners: dict[str, str], makers: dict[str, str]) -> Problem | None:
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
