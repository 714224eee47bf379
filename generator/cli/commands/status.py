"""``canaryform status``: shows how an environment is, once or until Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.target import open_target, spec_and_environment
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.status.environment import Status


@click.command()
@spec_and_environment
@click.option("--watch", is_flag=True, help="Look again and again, until Ctrl-C.")
@click.option(
    "--every",
    "seconds",
    metavar="SECONDS",
    type=click.FloatRange(min=1),
    default=5,
    show_default=True,
    help="How long --watch waits before it looks again.",
)
@option.as_json
@click.pass_obj
def command(
    output: Output, spec: str | None, environment: str | None, watch: bool, seconds: float, as_json: bool
) -> ExitCode:
    """Show an environment: version, release, traffic, pipeline, alarms, stacks.

    What cannot be asked is shown as unknown, and the rest all the same. Exit codes: 0 all is well; 1 a stack, a
    stage or an alarm is bad, or traffic has no healthy target; 3 nothing is bad, but something is unknown.
    """
    output.is_json = as_json
    if watch and as_json:
        raise click.UsageError("--watch and --json exclude each other.")
    from generator.app.status.environment import status
    from generator.cli.plan import refuse
    from generator.errors import SpecError

    try:
        target = open_target(output, spec, environment)
    except SpecError as error:
        return refuse(output, error.problems)
    if watch:
        from generator.cli.terminal.watch import watch as keep_looking

        keep_looking(output, lambda: status(target), seconds)
    found = status(target)
    _show(output, found)
    return _code(found)


def _show(output: Output, status: Status) -> None:
    if output.is_json:
        from generator.cli.json.status import status_document

        output.document(status_document(status))
        return
    from generator.cli.text.status_page import status_page

    output.result(status_page(status))


def _code(status: Status) -> ExitCode:
    from generator.app.status.health import health

    found = health(status)
    if found.faults:
        return ExitCode.PROBLEMS
    return ExitCode.OUTSIDE if found.unknown else ExitCode.OK
