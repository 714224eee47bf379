"""``canaryform report``: writes a project's system on one page, before it exists."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.service import environment_of, environment_option
from generator.cli.target import profile
from generator.cli.terminal.output import Output
from generator.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.app.report.report import Live
    from generator.app.run.batch import Result
    from generator.difference.effect import Impact

_STANDARD_OUTPUT = "-"


@click.command()
@option.specs
@environment_option("Only this environment.", is_repeatable=True)
@click.option("-o", "--out", "file", metavar="FILE", type=click.Path(), help="Write one page there; - prints it.")
@click.option("--since", "revision", metavar="REVISION", help="With what changes since a branch, tag or commit.")
@click.option("--live", is_flag=True, help="With how each environment is now, as AWS says it.")
@profile
@click.pass_obj
def command(
    output: Output,
    specs: tuple[str, ...],
    environments: tuple[str, ...],
    file: str | None,
    revision: str | None,
    live: bool,
) -> ExitCode:
    """Write the system of a project on one page: templates_out/PROJECT/report.html.

    What it is made of, how a release runs and what stops it, who may do what and why, what takes effect when, how
    environments differ, and what nobody checked. The page asks for nothing and can be read without script. A spec with
    problems has no page: its problems are printed. With --live it ends with 3 where AWS did not answer everything; the
    page says what is unknown.
    """
    files = option.chosen(specs)
    if file and len(files) > 1:
        raise click.UsageError(f"-o takes the page of one spec: name one of {', '.join(files)}.")
    from functools import partial

    from generator.app.run.batch import batch
    from generator.app.run.prepare import Prepare

    with output.progress(len(files)) as progress:
        results = batch(files, partial(map, Prepare()), progress)
    problems = [problem for result in results for problem in result.build.problems]
    if problems:
        texts = {file: text for result in results for file, text in result.texts.items()}
        output.problems(problems, texts, "; no page was written", are_result=False)
        return ExitCode.PROBLEMS
    for name in environments:
        environment_of([project for result in results for project in result.build.projects], name)
    impact = _impact(files, revision) if revision else None
    is_whole = True
    for result in results:
        asked = _live(output, result, environments) if live else None
        _write(output, result, environments, file, impact, asked)
        is_whole &= asked is None or _is_answered(output, asked)
    return ExitCode.OK if is_whole else ExitCode.OUTSIDE


def _impact(files: Sequence[str], revision: str) -> Impact:
    """Raises OutsideError where the revision is not there, or holds nothing that was generated."""
    from generator.app.diff.run import since
    from generator.gitflow.git import Git

    return since(revision, files, Git(Path.cwd(), os.environ), option.memory(no_cache=False))


def _live(output: Output, result: Result, environments: Sequence[str]) -> Live:
    """What AWS refuses is told in the page, and keeps none from being written."""
    from datetime import UTC, datetime

    from generator.app.report.report import Live
    from generator.app.status.fleet import fleet
    from generator.cli.target import connecting

    return Live(datetime.now(UTC), tuple(fleet([result], connecting(output), environments)))


def _is_answered(output: Output, live: Live) -> bool:
    """Whether AWS said how all of it is; what it did not say stands in the page too."""
    refusals = [str(each.found) for each in live.looked if isinstance(each.found, OutsideError)]
    for refusal in dict.fromkeys(refusals):
        output.note(refusal)
    found = [each.found for each in live.looked if not isinstance(each.found, OutsideError)]
    return not refusals and not any(part.refusal for status in found for _, part in status.parts)


def _write(
    output: Output,
    result: Result,
    environments: Sequence[str],
    file: str | None,
    impact: Impact | None,
    live: Live | None,
) -> None:
    from generator.app.output.one_file import write_file
    from generator.app.report.report import report
    from generator.cli.html.page import page
    from generator.naming import OUTPUT_FOLDER

    if environments and not set(environments) & set(result.build.environments):
        return
    text = page(report(result, environments, impact, live))
    if file == _STANDARD_OUTPUT:
        output.result(text.rstrip("\n"))
        return
    path = Path(file) if file else Path(OUTPUT_FOLDER, result.build.project, "report.html")
    write_file(path, text)
    output.result(f"wrote {path}")
