"""``canaryform continue``: lets a release go on that waits for a person, or takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.service import one_service
from generator.cli.target import left_behind, open_service, profile, show_steps, spec_and_environment
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from generator.app.pause.plan import PausePlan
    from generator.app.run.target import Target


@click.command()
@spec_and_environment
@one_service
@click.option("--rollback", "goes_back", is_flag=True, help="Take the release back instead.")
@click.option("--no-wait", is_flag=True, help="With --rollback: do not wait until all traffic is back.")
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
    goes_back: bool,
    no_wait: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> ExitCode:
    """Let the release go on that waits for a person, as release.pause has it; with --rollback, take it back.

    A release waits with the engine ecs alone: after its test port leads to the new tasks, or before each step. Nobody
    answering, it is taken back after release.pause_timeout. Every step is shown first.
    """
    output.is_json = as_json
    if as_json and not (yes or dry_run):
        raise click.UsageError("--json asks nothing: it goes with --yes or --dry-run.")
    if no_wait and not goes_back:
        raise click.UsageError("--no-wait goes with --rollback: nothing else is waited for.")
    from generator.app.pause.plan import CONTINUE, ROLLBACK, plan, refuse_pause
    from generator.cli.plan import refuse
    from generator.errors import SpecError

    try:
        target = open_service(output, spec, environment, service, refuse_pause)
        steps = plan(target, ROLLBACK if goes_back else CONTINUE)
    except SpecError as error:
        return refuse(output, error.problems, end="nothing was changed")
    if not as_json:
        show_steps(output, target, steps, waits=not no_wait)
    if not (dry_run or yes or output.agrees("Do that?", "nothing was changed")):
        return ExitCode.PROBLEMS
    return _run(output, target, steps, waits=not no_wait, is_dry=dry_run)


def _run(output: Output, target: Target, plan: PausePlan, *, waits: bool, is_dry: bool) -> ExitCode:
    from generator.app.pause.run import run
    from generator.cli.json.pause import pause_document

    done: list[str] = []
    refusal = None

    def tell(text: str) -> None:
        done.append(text)
        if not output.is_json:
            output.result(printable(text))

    try:
        if not is_dry:
            run(target, plan, tell, waits=waits)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(left_behind(done)) from None
    except OutsideError as error:
        if not output.is_json:
            raise
        refusal = error
    if output.is_json:
        output.document(pause_document(target, plan, done, refusal, waits=waits))
    elif not is_dry:
        output.result(printable(f"next: {target.command('status')} --watch"))
    return ExitCode.OUTSIDE if refusal else ExitCode.OK
