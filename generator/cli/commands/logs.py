"""``canaryform logs``: prints what a service's or a job's tasks write."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.duration import duration
from generator.cli.service import named_job, one_service
from generator.cli.target import profile, project_of, spec_and_environment, workload_in
from generator.cli.terminal.output import Output
from generator.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from generator.app.logs.tail import Line, Tail
    from generator.app.run.target import Target

_DAY = timedelta(days=1)


@click.command()
@spec_and_environment
@one_service
@click.option(
    "--since",
    metavar="TIME",
    callback=duration,
    default="10m",
    show_default=True,
    help="How far back: 30s, 10m, 2h, 1d.",
)
@click.option("-f", "--follow", is_flag=True, help="Go on with the lines that come, until Ctrl-C.")
@click.option(
    "--every",
    "seconds",
    metavar="SECONDS",
    # All that read an account's logs share a few calls a second:
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    type=option.Number(min=1),
    default=3,
    show_default=True,
    help="How long --follow waits before it looks again.",
)
@click.option("--release", "is_release", is_flag=True, help="Only the tasks of the release that runs, or of the last.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document a line.")
@profile
@click.pass_obj
def command(
    output: Output,
    spec: str | None,
    environment: str | None,
    service: str | None,
    since: timedelta,
    follow: bool,
    seconds: float,
    is_release: bool,
    as_json: bool,
) -> ExitCode:
    """Print what the tasks of a service, or of a job, write: when, the task, and what it wrote.

    Times are in UTC. With --release only what the new version writes, also for an hour after it was taken back.
    """
    from generator.app.logs.tail import Tail
    from generator.app.run.target import read_spec
    from generator.cli.plan import only_spec, refuse
    from generator.errors import SpecError

    try:
        result = read_spec(spec or only_spec())
        if is_release and named_job(project_of(result, environment), service):
            raise click.UsageError(f"--release goes with a service: {service} is a job, and of one version at a time.")
        target = workload_in(output, result, environment, service)
    except SpecError as error:
        return refuse(output, error.problems)
    show = _json() if as_json else _text(target, has_date=since >= _DAY)
    tail = Tail(target, datetime.now(UTC) - since, is_release=is_release)
    try:
        is_there = _print(output, tail.look(), show)
        if follow:
            _follow(output, tail, show, seconds)
        elif not is_there:
            _tell_nothing(output, target, tail)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return ExitCode.OK


def _follow(output: Output, tail: Tail, show: Callable[[Line], str], seconds: float) -> None:
    """Until nobody reads any more; what keeps a look from being made is told once, and the next one made all the same.

    Raises what AWS itself refuses: it would refuse the next one too.
    """
    from generator.live.client import AwsError

    told = ""
    while output.is_read:
        time.sleep(seconds)
        try:
            _print(output, tail.look(), show)
            told = ""
        except AwsError:
            raise
        except OutsideError as error:
            if str(error) != told:
                output.note(f"{error}; trying again")
            told = str(error)


def _print(output: Output, lines: Iterator[Line], show: Callable[[Line], str]) -> bool:
    """Whether there was one."""
    is_there = False
    for line in lines:
        output.result(show(line))
        is_there = True
    return is_there


def _text(target: Target, *, has_date: bool) -> Callable[[Line], str]:
    from generator.cli.text.log_line import log_line

    container = target.workload.names.container
    return lambda line: log_line(line, container, has_date=has_date)


def _json() -> Callable[[Line], str]:
    from generator.cli.json.log_line import log_line_json

    return log_line_json


def _tell_nothing(output: Output, target: Target, tail: Tail) -> None:
    """Why there is no line, as far as that may be asked."""
    try:
        last = tail.last_written()
    except OutsideError:
        output.note("no line in that time")
        return
    if last is None:
        says = "when it runs" if target.job else "whether a task runs"
        output.note(f"nothing has been written yet: `{target.command('status')}` says {says}")
        return
    ago = datetime.now(UTC) - last
    days, hours = ago // timedelta(days=1), ago // timedelta(hours=1)
    enough = f"{days + 1}d" if days else f"{hours + 1}h"
    output.note(f"no line in that time; the last one is of {last:%Y-%m-%d %H:%M}Z: --since {enough}")
