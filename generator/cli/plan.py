"""A plan of a release command -> shown, agreed to, done; or the problems because of which nothing is."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from generator.app.build.discover import discover
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import complaint, printable
from generator.count import counted
from generator.errors import CanaryformError, ExitCode

if TYPE_CHECKING:
    from generator.app.gitflow.repository import ReleaseRepository
    from generator.gitflow.step import Plan, Step
    from generator.problems import Problem


class Wanted(NamedTuple):
    """What is to be released."""

    file: str | None
    """The spec; the only one there is, if none is named."""
    service: str | None = None
    """Its service; likewise."""


def act(
    output: Output, wanted: Wanted, planned: Callable[[ReleaseRepository], Plan], *, dry_run: bool, yes: bool
) -> ExitCode:
    """Plan, show, ask, do."""
    from generator.errors import SpecError

    try:
        repository = open_repository(wanted)
        plan = planned(repository)
        if plan.problems:
            return refuse(output, plan.problems, end="nothing was changed")
        if not plan.steps:
            output.result(f"{plan.title}: nothing to do")
        elif dry_run or not yes:
            _show(output, plan)
        if dry_run:
            return ExitCode.OK
        if plan.steps and not yes and not output.agrees(_question(len(plan.steps)), "nothing was changed"):
            return ExitCode.PROBLEMS
        _run(output, repository, plan)
    except SpecError as error:
        return refuse(output, error.problems)
    for line in plan.notes:
        output.note(f"note: {printable(line)}")
    for index, line in enumerate(plan.next):
        output.result(f"{'' if index else 'next:':<5} {printable(line)}")
    return ExitCode.OK


def _run(output: Output, repository: ReleaseRepository, plan: Plan) -> None:
    done: list[Step] = []

    def tell(step: Step) -> None:
        done.append(step)
        output.result(f"[{len(done)}/{len(plan.steps)}] {_line(step)}")

    try:
        for told in repository.run(plan, tell):
            output.result(printable(told))
    except KeyboardInterrupt:
        what = f"in step {len(done)} of {len(plan.steps)}; run the same command again to go on"
        raise KeyboardInterrupt(what) from None


def _show(output: Output, plan: Plan) -> None:
    output.result(f"{printable(plan.title)}: {counted(len(plan.steps), 'step')}")
    for step in plan.steps:
        output.result(f"  {_line(step)}")


def _line(step: Step) -> str:
    return "\n    ".join(printable(line) for line in str(step).split("\n"))


def _question(number: int) -> str:
    return f"Do {'this step' if number == 1 else f'these {number} steps'}?"


def refuse(output: Output, problems: Sequence[Problem], end: str = "") -> ExitCode:
    """Tell the problems; ``end`` says what follows from them."""
    if output.is_json:
        output.problems_document(problems)
        return ExitCode.PROBLEMS
    for problem in problems:
        output.note(complaint(problem, _text(problem.location.file) if problem.location.line else ""))
    if end:
        output.note(end)
    return ExitCode.PROBLEMS


def _text(file: str) -> str:
    from generator.app.build.read import read

    try:
        return read(file)
    except CanaryformError:
        return ""


def open_repository(wanted: Wanted) -> ReleaseRepository:
    """The repository of the named spec and service, or of the only ones that there are."""
    from generator.app.gitflow.repository import release_repository

    return release_repository(wanted.file or only_spec(), wanted.service, os.environ)


def only_spec() -> str:
    """The one spec of the repository around the folder that we are in."""
    from generator.app.checkout import repository_root

    root = repository_root(Path.cwd() / "here")
    files = [os.path.relpath(root / file) for file in discover(root)]
    if not files:
        raise click.UsageError("No spec found in specs/. Write a first one with `canaryform init`, or name a file.")
    if len(files) > 1:
        raise click.UsageError(f"specs/ holds several specs: name one of {', '.join(files)}.")
    return files[0]
