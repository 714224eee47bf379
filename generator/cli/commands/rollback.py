"""``canaryform rollback``: stops a release, or goes back to an earlier one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from generator.cli import offer, option
from generator.cli.carried import Carried, carry_out
from generator.cli.service import one_service
from generator.cli.target import open_service, profile, show_steps, spec_and_environment
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.rollback.plan import RollbackPlan
    from generator.app.run.target import Target


@click.command()
@spec_and_environment
@one_service
@click.option(
    "--to",
    "release",
    metavar="TAG",
    default="",
    help="Release this tag again, such as v1.2.2.",
    shell_complete=offer.tags,
)
@click.option("--despite-alarms", is_flag=True, help="With --to: deploy it although alarms fire, without the pipeline.")
@click.option("--with-before", is_flag=True, help="With --to: run release.before too, which a rollback leaves out.")
@click.option("--no-wait", is_flag=True, help="Do not wait until all traffic is back.")
@click.option("--dry-run", is_flag=True, help="Show every step, do none.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before the first step.")
@profile
@option.as_json
@click.pass_obj
def command(
    output: Output,
    /,
    spec: str | None,
    environment: str | None,
    service: str | None,
    release: str,
    despite_alarms: bool,
    with_before: bool,
    no_wait: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> ExitCode:
    """Stop the release that runs, and put all traffic back on the tasks that were there before.

    With --to: then start the pipeline with a tag whose image is in ECR, and with the commit of that tag; nothing is
    built. While an alarm fires, CodeDeploy stops what the pipeline deploys: --despite-alarms deploys the task
    definition of that release without it, be it an earlier release or the fix. Every step is shown first.
    """
    output.is_json = as_json
    if despite_alarms and not release:
        raise click.UsageError("--despite-alarms goes with --to: which release?")
    if with_before and (despite_alarms or not release):
        raise click.UsageError("--with-before goes with --to, and not with --despite-alarms: the pipeline runs it.")
    if as_json and not (yes or dry_run):
        raise click.UsageError("--json asks nothing: it goes with --yes or --dry-run.")
    from generator.app.rollback.commit import sources
    from generator.app.rollback.plan import Wish, plan, refuse_wish
    from generator.cli.plan import refuse
    from generator.errors import SpecError

    try:
        wish = Wish(release, despite_alarms, with_before)
        target = open_service(output, spec, environment, service, partial(refuse_wish, wish=wish))
        steps = plan(target, replace(wish, sources=sources(target)))
    except SpecError as error:
        return refuse(output, error.problems, end="nothing was changed")
    if not as_json:
        show_steps(output, target, steps, waits=not no_wait)
    if not (dry_run or yes or output.agrees("Do that?", "nothing was changed")):
        return ExitCode.PROBLEMS
    return _run(output, target, steps, waits=not no_wait, is_dry=dry_run)


def _run(output: Output, target: Target, plan: RollbackPlan, *, waits: bool, is_dry: bool) -> ExitCode:
    from generator.app.rollback.run import run
    from generator.cli.json.rollback import rollback_document

    carried = Carried() if is_dry else carry_out(output, lambda tell: run(target, plan, tell, waits=waits))
    if output.is_json:
        output.document(rollback_document(target, plan, carried.done, carried.started, carried.refusal, waits=waits))
    elif not is_dry:
        output.result(printable(f"next: {target.command('status')} --watch"))
    return carried.code
