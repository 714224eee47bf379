"""Several specs, each read, compiled and judged by itself -> their outcomes in order, looked at together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from generator.app.build.discover import once
from generator.app.build.product import Neighbour, Product
from generator.problems import Location, Problem, in_order

if TYPE_CHECKING:
    from generator.app.build.compile import Build
    from generator.spec.base import Base


@dataclass(frozen=True)
class SpecOutcome:
    """One spec file: its text, for showing where a problem is, and what was made of it."""

    text: str
    build: Product
    bases: tuple[Base, ...] = field(default=(), kw_only=True)
    """The files that it extends."""

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file that a problem may be in."""
        return {self.build.file: self.text, **{base.file: base.text for base in self.bases}}


@dataclass(frozen=True)
class Result(SpecOutcome):
    """The outcome for commands that need more than what is written and reported."""

    build: Build


_PROJECT_TWICE, _STACK_TWICE = "project-twice", "stack-twice"
_Made = TypeVar("_Made", bound=SpecOutcome)


def batch(
    files: Sequence[str],
    make: Callable[[Iterable[str]], Iterable[_Made]],
    progress: Callable[[str], None] = lambda file: None,
    neighbours: Sequence[Neighbour] = (),
) -> tuple[_Made, ...]:
    """The outcomes of ``files`` in their order, a file named twice once; ``progress`` hears of each that is done.

    ``make`` gives one for each file, in order: here and now, or by other processes. ``neighbours`` are the specs of
    the same repository that nobody named: nothing is told of them, and the others must get on with them.
    """
    unique = once(files)
    outcomes = []
    for file, outcome in zip(unique, make(unique), strict=True):
        outcomes.append(outcome)
        progress(file)
    return _without_disagreements(_without_clashes(outcomes), neighbours)


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


def _without_disagreements(outcomes: tuple[_Made, ...], neighbours: Sequence[Neighbour]) -> tuple[_Made, ...]:
    """Refuse specs of one repository that contradict each other, or that one push would start together."""
    known = [each for outcome in outcomes if (each := _neighbour(outcome))]
    if len(known) + len(neighbours) < 2:
        return outcomes
    # Imported here: one spec alone need not wait for what reads specs.
    from generator.app.run.disagreement import disagreements

    found = disagreements(known, neighbours)
    return tuple(_refused(outcome, found.get(outcome.build.file, ())) for outcome in outcomes)


def _refused(outcome: _Made, found: Sequence[Problem]) -> _Made:
    if not found:
        return outcome
    problems = in_order([*outcome.build.problems, *found])
    return replace(outcome, build=replace(outcome.build, problems=problems, artifacts=()))


def _neighbour(outcome: SpecOutcome) -> Neighbour | None:
    """What is told of two specs that are one project, or make one stack, is enough."""
    build = outcome.build
    if any(problem.code in (_PROJECT_TWICE, _STACK_TWICE) for problem in build.problems):
        return None
    return Neighbour(build.file, outcome.text, build.project, build.claims, outcome.bases) if build.claims else None


def _clash(build: Product, owners: dict[str, str], makers: dict[str, str]) -> Problem | None:
    """What an earlier build has already; ``owners`` of projects and ``makers`` of stacks learn of this one."""
    # Without case, as on the disks of most Macs.
    owner = owners.setdefault(build.project.casefold() or build.file, build.file)
    if owner != build.file:
        return Problem(
            Location(build.file, path="project"),
            f"is {build.project!r}, as in {owner}; both would write the same folder",
            _PROJECT_TWICE,
            hint="a project has one spec, with all its environments; otherwise give one of them another name",
        )
    taken = [stack.name for stack in build.stacks if makers.setdefault(stack.name, build.file) != build.file]
    if taken:
        return Problem(
            Location(build.file, path="environments"),
            f"makes the stack {taken[0]}, as {makers[taken[0]]} does: a hyphen joins project and environment",
            _STACK_TWICE,
            hint="give the project or the environment another name",
        )
    return None
