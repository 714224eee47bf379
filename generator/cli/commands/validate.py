"""``canaryform validate``: checks the specs by themselves, without building anything."""

from __future__ import annotations

import click

from generator.cli import option
from generator.cli.terminal.output import Output
from generator.errors import ExitCode


@click.command()
@option.specs
@option.as_json
@click.pass_obj
def command(output: Output, specs: tuple[str, ...], as_json: bool) -> ExitCode:
    """Check the specs by themselves, which takes no more than a moment.

    Without SPEC: every spec in specs/. `lint` also judges the templates.
    """
    files = option.chosen(specs)
    output.is_json = as_json
    from generator.app.run.validate import validate

    results = validate(files)
    problems = [problem for result in results for problem in result.problems]
    if as_json:
        valid = [{"file": result.file, "environments": list(result.environments)} for result in results]
        output.problems_document(problems, specs=valid)
        return ExitCode.PROBLEMS if problems else ExitCode.OK
    for result in results:
        if not result.problems:
            output.result(f"{result.file} is valid: {', '.join(result.environments)}")
    if problems:
        texts = {file: text for result in results for file, text in result.texts.items()}
        output.problems(problems, texts, are_result=True)
    return ExitCode.PROBLEMS if problems else ExitCode.OK
