"""``canaryform rollback``: stops a release, or goes back to an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.complaint import printable
from generator.cli.output import Output
from generator.cli.target import heading, open_target, spec_and_environment
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.rollback.plan import RollbackPlan
    from generator.app.target import Target


@click.command()
@spec_and_environment
@click.option("--to", "release", metavar="TAG", default="", help="Release this earlier tag again, such as v1.2.2.")
@click.option("--no-wait", is_flag=True, help="Do not wait until CodeDeploy has rolled back.")
@click.option("--dry-run", is_flag=True, help="Show every step, do none.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before the first step.")
@click.pass_obj
def command(
    output: Output, spec: str | None, environment: str | None, release: str, no_wait: bool, dry_run: bool, yes: bool
) -> ExitCode:
    """Stop the release that runs, and put all traffic back on the tasks that were there before.

    With --to: then start the pipeline with an earlier tag, whose image must be in ECR; nothing is built. Every step
    is shown first.
    """
    from generator.app.rollback.plan import plan
    from generator.cli.plan import refuse
    from generator.errors import SpecError

    try:
        target = open_target(spec, environment)
        steps = plan(target, release)
    except SpecError as error:
        return refuse(output, error.problems, end="nothing was changed")
    _show(output, target, steps, waits=not no_wait)
    if dry_run:
        return ExitCode.OK
    if not yes and not output.confirm("Do that?"):
        output.note("nothing was changed")
        return ExitCode.PROBLEMS
    _run(output, target, steps, waits=not no_wait)
    return ExitCode.OK


def _show(output: Output, target: Target, plan: RollbackPlan, *, waits: bool) -> None:
    output.result(heading(target))
    for number, step in enumerate(plan.steps(waits=waits), start=1):
        output.result(printable(f"  {number}. {step}"))
    for note in plan.notes:
        output.note(printable(f"note: {note}"))


def _run(output: Output, target: Target, plan: RollbackPlan, *, waits: bool) -> None:
    from generator.app.rollback.run import run

    done: list[str] = []

    def tell(text: str) -> None:
        done.append(text)
        output.result(printable(text))

    try:
        run(target, plan, tell, waits=waits)
    except KeyboardInterrupt:
        begun = f"after: {done[-1]}; what AWS has begun goes on" if done else "nothing was changed"
        raise KeyboardInterrupt(begun) from None
    output.result(printable(f"next: {target.command('status')} --watch"))
