"""``canaryform lint``: judges what the specs would generate, or templates and files that people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.document import build_document
from generator.cli.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.lint_templates import Judgement


@click.command()
@option.specs
@click.option(
    "--template",
    "templates",
    multiple=True,
    metavar="FILE",
    help="Judge a CloudFormation template instead; repeatable.",
)
@click.option("--seed-files", "folder", metavar="DIR", help="Judge files written by hand for the AWS CLI instead.")
@click.option("--complete", is_flag=True, help="With --template: what no given template makes does not exist.")
@click.option("--region", metavar="REGION", help="With --template: where it is deployed; us-east-1 unless said.")
@option.no_cache
@option.as_json
@click.pass_obj
def command(
    output: Output,
    specs: tuple[str, ...],
    templates: tuple[str, ...],
    folder: str | None,
    complete: bool,
    region: str | None,
    no_cache: bool,
    as_json: bool,
) -> ExitCode:
    """Judge what the specs would generate: the specs themselves, cfn-lint, and our own rules on the templates.

    Without SPEC: every spec in specs/. With --template, any CloudFormation templates, together; files after the first
    may stand without the option. With --seed-files, a folder of pipeline-config.json, deployment-group.json,
    taskdef.json and the like. Writes nothing.
    """
    output.is_json = as_json
    if templates and folder:
        raise click.UsageError("--template and --seed-files exclude each other.")
    if not templates and (complete or region):
        raise click.UsageError("--complete and --region go with --template.")
    if templates:
        from generator.app.lint_templates import DEFAULT_REGION, lint_templates

        return _report(output, lint_templates([*templates, *specs], region or DEFAULT_REGION, is_whole=complete))
    if folder:
        if specs:
            raise click.UsageError("--seed-files takes no SPEC.")
        from generator.app.lint_seed import lint_seed

        return _report(output, lint_seed(folder))
    return _lint_specs(output, specs, no_cache=no_cache, as_json=as_json)


def _lint_specs(output: Output, specs: tuple[str, ...], *, no_cache: bool, as_json: bool) -> ExitCode:
    files = option.chosen(specs)
    from generator.app.batch import batch
    from generator.app.crew import Crew

    with output.progress(len(files), is_wanted=not as_json) as progress:
        results = batch(files, Crew(option.memory(no_cache=no_cache)), progress)
    problems = [problem for result in results for problem in result.build.problems]
    if not as_json:
        from generator.cli.summary import note_lines

        for line in note_lines([result.build for result in results]):
            output.note(line)
    if as_json:
        output.problems_document(problems, specs=[build_document(result.build) for result in results])
    elif problems:
        output.problems(problems, {result.build.file: result.text for result in results}, are_result=True)
    else:
        templates = sum(len(result.build.stacks) for result in results)
        output.result(f"no problems: {', '.join(result.build.file for result in results)} ({templates} templates)")
    return ExitCode.PROBLEMS if problems else ExitCode.OK


def _report(output: Output, judgement: Judgement) -> ExitCode:
    problems = judgement.problems
    if output.is_json:
        output.problems_document(problems, files=sorted(judgement.sources))
    elif problems:
        output.problems(problems, judgement.sources, are_result=True, noun="file")
    else:
        output.result(f"no problems: {', '.join(sorted(judgement.sources))}")
    return ExitCode.PROBLEMS if problems else ExitCode.OK
