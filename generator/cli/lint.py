"""``canaryform lint``: judges what the specs would generate."""

from __future__ import annotations

import click

from generator.cli import option
from generator.cli.document import build_document
from generator.cli.output import Output
from generator.errors import ExitCode


@click.command()
@option.specs
@option.as_json
@click.pass_obj
def command(output: Output, specs: tuple[str, ...], as_json: bool) -> ExitCode:
    """Judge what the specs would generate: the specs themselves, cfn-lint, and our own rules on the templates.

    Without SPEC: every spec in specs/. Writes nothing.
    """
    files = option.chosen(specs)
    output.is_json = as_json
    from generator.app.batch import batch
    from generator.app.prepare import Prepare

    with output.progress(len(files), is_wanted=not as_json) as progress:
        results = batch(files, Prepare(), progress)
    problems = [problem for result in results for problem in result.build.problems]
    if as_json:
        output.problems_document(problems, specs=[build_document(result.build) for result in results])
    elif problems:
        output.problems(problems, {result.build.file: result.text for result in results}, are_result=True)
    else:
        templates = sum(len(result.build.stacks) for result in results)
        output.result(f"no problems: {', '.join(result.build.file for result in results)} ({templates} templates)")
    return ExitCode.PROBLEMS if problems else ExitCode.OK
