"""``canaryform generate``: turns specs into templates and build files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import naming
from generator.cli import option
from generator.cli.json.document import build_document, changes_document, difference_document
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.output.write import Changes
    from generator.app.run.batch import SpecOutcome
    from generator.artifacts import AnyArtifact


@click.command()
@option.specs
@click.option("--out", "folder", metavar="DIR", default=naming.OUTPUT_FOLDER, show_default=True, help="Where to write.")
@option.template_format
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 and show the differences when files are stale.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems, and files that are in the way.")
@option.no_cache
@option.as_json
@click.pass_obj
def command(
    output: Output,
    specs: tuple[str, ...],
    folder: str,
    template_format: str,
    check: bool,
    quiet: bool,
    no_cache: bool,
    as_json: bool,
) -> ExitCode:
    """Turn specs into CloudFormation templates and build files, all of them or none.

    Without SPEC: every spec in specs/. Nothing is written when any of them has a problem, or when cfn-lint or our own
    rules refuse a template. Files that an earlier run wrote and that are no longer needed are removed; your own stay.
    """
    files = option.chosen(specs)
    if not folder:
        raise click.UsageError("--out names no folder.")
    output.is_json = as_json
    from generator.app.build.product import Format
    from generator.app.run.batch import batch
    from generator.app.run.cached import CachedBuilds
    from generator.app.run.neighbours import neighbours

    with output.progress(len(files), is_wanted=not (quiet or as_json)) as progress:
        builds = CachedBuilds(option.memory(no_cache=no_cache), Format(template_format))
        results = batch(files, builds, progress, neighbours(files))
    if any(result.build.problems for result in results):
        return _refuse(output, results)
    artifacts = [artifact for result in results for artifact in result.build.artifacts]
    act = _check if check else _write
    code = act(output, results, artifacts, folder, quiet=quiet)
    if not (specs or quiet or as_json):
        _tell_orphans(output, results, folder)
    return code


def _tell_orphans(output: Output, results: Sequence[SpecOutcome], folder: str) -> None:
    from generator.app.output.manifest import orphans
    from generator.cli.text.summary import orphan_lines

    for line in orphan_lines(orphans(Path(folder), {result.build.project for result in results}), folder):
        output.note(line)


def _refuse(output: Output, results: Sequence[SpecOutcome]) -> ExitCode:
    problems = [problem for result in results for problem in result.build.problems]
    if output.is_json:
        output.problems_document(problems, specs=[build_document(result.build) for result in results], files={})
    else:
        sources = {file: text for result in results for file, text in result.texts.items()}
        output.problems(problems, sources, end="; nothing was written", are_result=False)
    return ExitCode.PROBLEMS


def _check(
    output: Output, results: Sequence[SpecOutcome], artifacts: Sequence[AnyArtifact], folder: str, *, quiet: bool
) -> ExitCode:
    from generator.app.output.differences import check
    from generator.cli.text.summary import difference_lines

    differences = check(artifacts, Path(folder))
    if output.is_json:
        output.document(
            {
                "ok": not differences,
                "specs": [build_document(result.build) for result in results],
                "stale": [difference_document(difference) for difference in differences],
                "problems": [],
            }
        )
    elif differences:
        output.result("\n".join(difference_lines(differences, folder)))
    elif not quiet:
        output.result(f"{folder}: all {len(artifacts)} files are as the specs say")
    return ExitCode.PROBLEMS if differences else ExitCode.OK


def _write(
    output: Output, results: Sequence[SpecOutcome], artifacts: Sequence[AnyArtifact], folder: str, *, quiet: bool
) -> ExitCode:
    from generator.app.output.manifest import earlier_layout
    from generator.app.output.write import write
    from generator.cli.text.summary import layout_lines

    before = {result.build.project: earlier_layout(Path(folder), result.build.project) for result in results}
    changes = write(artifacts, Path(folder))
    with _too_late():
        if output.is_json:
            specs = [build_document(result.build) for result in results]
            output.problems_document([], specs=specs, out=folder, files=changes_document(changes))
        else:
            _report(output, results, changes, folder, quiet=quiet)
            for line in layout_lines(before):
                output.note(line)
    return ExitCode.OK


def _report(output: Output, results: Sequence[SpecOutcome], changes: Changes, folder: str, *, quiet: bool) -> None:
    from generator.cli.text import summary

    builds = [result.build for result in results]
    if not quiet:
        output.result(summary.stack_table(builds, output.width, has_box_characters=output.has_box_characters))
        output.result(f"\n{summary.changes_line(changes, folder)}")
    notes = [] if quiet else summary.note_lines(builds)
    if Path(folder).name != naming.OUTPUT_FOLDER:
        where = f"the repository's {naming.OUTPUT_FOLDER}/"
        notes.append(summary.warning(f"CodeBuild and the deploy workflow read {where}: put what is in {folder} there"))
    for line in [*summary.kept_lines(changes, folder), *notes]:
        output.note(line)
    if not quiet:
        is_found = _is_only(builds[0].file)
        output.result("\n".join(summary.next_lines(builds, folder, is_found=is_found)))


def _is_only(file: str) -> bool:
    """Whether a command that takes one spec takes this one where none is named."""
    from generator.cli.plan import only_spec

    try:
        return os.path.realpath(only_spec()) == os.path.realpath(file)
    except (click.UsageError, UnicodeError):  # A locale that has not all letters of the name.
        return False


@contextmanager
def _too_late() -> Iterator[None]:
    """What is interrupted from here on is only the report."""
    from generator.app.output.write import WRITTEN

    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(WRITTEN) from None
