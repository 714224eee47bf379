"""``canaryform run``: starts a job by hand, and follows it to its end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from generator.cli.service import job_of, jobs
from generator.cli.target import profile, project_of, spec_and_environment, target_in
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.live.log_event import LogEvent

_SECONDS = 3


@click.command()
@click.argument("name", metavar="JOB", shell_complete=jobs)
@spec_and_environment
@profile
@click.pass_obj
def command(output: Output, name: str, spec: str | None, environment: str | None) -> int:
    """Start a run of JOB, print what it writes, and end with its exit code.

    It runs what its schedule starts: the image of the last release, with the same command, roles and network. Ctrl-C
    ends the printing, and not the run. Where the run never began, or AWS refuses, the exit code is 3.
    """
    from generator.app.job.run import begin, follow, outcome
    from generator.app.logs.tail import Line
    from generator.app.run.target import read_spec
    from generator.cli.plan import only_spec, refuse
    from generator.cli.text.log_line import log_line
    from generator.errors import SpecError

    try:
        result = read_spec(spec or only_spec())
        job = job_of(project_of(result, environment), name)
        target = target_in(output, result, environment)
    except SpecError as error:
        return refuse(output, error.problems)
    started = begin(target, job)
    id = started.arn.rpartition("/")[2]
    output.note(f"{job.name} {started.version}: task {id} in {job.names.environment.cluster}")

    def tell(event: LogEvent) -> None:
        container = job.names.container
        output.result(log_line(Line(event.time, id, container, event.message), container, has_date=False))

    try:
        run = follow(target, job, started, tell, lambda: time.sleep(_SECONDS))
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"and task {id} goes on; its log is {job.names.log_group}") from None
    code, words = outcome(job, run)
    output.note(f"{job.name} {words}")
    return ExitCode.OUTSIDE if code is None else code
