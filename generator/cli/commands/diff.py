"""``canaryform diff``: says what a change does, before any account is asked."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.cli import option, plan
from generator.cli.terminal.output import Output
from generator.difference.consequence import Consequence
from generator.errors import ExitCode, SpecError

_NEVER = "never"
_THRESHOLDS = {each.replace(" ", "-"): each for each in Consequence}


@click.command()
@click.argument("names", metavar="[REVISION | OLD NEW]", nargs=-1, type=click.Path())
@click.option(
    "--fail-on",
    type=click.Choice([*_THRESHOLDS, _NEVER]),
    default=str(Consequence.TRAFFIC),
    show_default=True,
    help="Exit with 1 where something is as bad as that, or worse.",
)
@click.option("--markdown", is_flag=True, help="Print it as a comment for a pull request.")
@click.option("--region", metavar="REGION", help="Where the files are deployed; us-east-1 unless they say.")
@option.as_json
@click.pass_obj
def command(
    output: Output, names: tuple[str, ...], fail_on: str, markdown: bool, region: str | None, as_json: bool
) -> ExitCode:
    """Say what a change does: what AWS refuses, what users notice, and what waits for a release.

    Without arguments: the specs as they are, against what the last commit has in templates_out/. With a REVISION:
    against that branch, tag or commit. With OLD and NEW: two specs, two templates, two folders of templates, or two
    revisions. Asks no account, and writes nothing.
    """
    output.is_json = as_json
    if as_json and markdown:
        raise click.UsageError("--json and --markdown exclude each other.")
    if len(names) > 2:
        raise click.UsageError("Name one revision, or two of anything: OLD and NEW.")
    if not all(names):
        raise click.UsageError("A name is empty.")
    from generator.app.diff.run import run
    from generator.gitflow.git import Git

    git = Git(Path.cwd(), os.environ)
    if len(names) == 1 and os.path.lexists(names[0]):
        from generator.app.diff.revision import is_revision

        if not is_revision(git, names[0]):
            raise click.UsageError(f"{names[0]} is no revision: name OLD and NEW to compare two files or folders.")
    try:
        found = run(names, git, option.memory(no_cache=False), region or "")
    except SpecError as error:
        return plan.refuse(output, error.problems, end="nothing was compared")
    is_bad = fail_on != _NEVER and found.worst is not None and found.worst.is_as_bad_as(_THRESHOLDS[fail_on])
    if as_json:
        from generator.cli.json.impact import impact_document

        output.document({"ok": not is_bad, **impact_document(found), "problems": []})
    elif markdown:
        from generator.cli.text.impact_comment import comment

        output.result(comment(found))
    else:
        from generator.cli.text.impact import impact_lines

        output.result("\n".join(impact_lines(found)))
    return ExitCode.PROBLEMS if is_bad else ExitCode.OK
