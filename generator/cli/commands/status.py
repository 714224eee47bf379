"""``canaryform status``: shows how an environment is, once or until Ctrl-C."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.plan import only_spec, refuse
from generator.cli.service import one_service
from generator.cli.target import profile, services_in, spec_and_environment
from generator.cli.terminal.output import Output
from generator.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from generator.app.run.batch import Result
    from generator.app.run.target import Target
    from generator.app.status.environment import Status
    from generator.app.status.health import Health
    from generator.model.job import Job


@click.command()
@spec_and_environment
@one_service
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
@click.option("--all", "is_all", is_flag=True, help="Every environment of every spec in specs/, a line each.")
@profile
@option.as_json
@click.pass_obj
def command(
    output: Output,
    spec: str | None,
    environment: str | None,
    service: str | None,
    watch: bool,
    seconds: float,
    is_all: bool,
    as_json: bool,
) -> ExitCode:
    """Show an environment: version, release, traffic, pipeline, alarms, stacks; of several services a line each.

    Without -e every environment is shown, a line each; with --all those of every spec. With -s a service, or a job.

    What cannot be asked is shown as unknown, and the rest all the same. Exit codes: 0 all is well; 1 a stack, a
    stage or an alarm is bad, or traffic has no healthy target; 3 nothing is bad, but something is unknown.
    """
    output.is_json = as_json
    if watch and as_json:
        raise click.UsageError("--watch and --json exclude each other.")
    if is_all and (spec or environment or service or watch):
        raise click.UsageError("--all shows every environment of every spec: it goes with --json and --profile alone.")
    from generator.app.status.environment import status
    from generator.errors import SpecError

    try:
        results = _read(spec, is_all=is_all)
        has_choice = is_all or len(results[0].build.projects) > 1
        if has_choice and environment is None and service is None and not watch:
            return _show_fleet(output, results)
        targets = services_in(output, results[0], environment, service)
    except SpecError as error:
        return refuse(output, error.problems)
    if watch:
        _watch(output, targets, seconds)
    if job := targets[0].job:
        return _show_job(output, targets[0], job)
    found = {target.service.name: status(target) for target in targets}
    _show(output, found)
    return max(map(_code, found.values()), key=_WORST_LAST.index)


def _read(spec: str | None, *, is_all: bool) -> tuple[Result, ...]:
    """The named spec, the only one, or all of them. Raises SpecError."""
    from generator.app.run.target import read_spec

    return tuple(read_spec(file) for file in (option.chosen(()) if is_all else [spec or only_spec()]))


def _watch(output: Output, targets: Sequence[Target], seconds: float) -> None:
    """Shows a service anew every few seconds. Raises UsageError for a job, and for several services."""
    from generator.app.status.environment import status
    from generator.cli.terminal.watch import watch

    first = targets[0]
    if job := first.job:
        raise click.UsageError(f"--watch shows a service, and {job.name} is a job: `logs -s {job.name} -f` follows it.")
    if len(targets) > 1:
        names = ", ".join(target.service.name for target in targets)
        raise click.UsageError(f"--watch shows one service: say -s with one of {names}.")
    watch(output, lambda: status(first), seconds)


def _show_fleet(output: Output, results: Sequence[Result]) -> ExitCode:
    from generator.app.status.fleet import fleet
    from generator.cli.target import connecting

    every = [*fleet(results, connecting(output))]
    if output.is_json:
        from generator.cli.json.status import looked_document

        documents = [looked_document(each) for each in every]
        output.document({"ok": all(each["ok"] for each in documents), "environments": documents})
    else:
        from generator.cli.text.status_overview import fleet_overview

        output.result(fleet_overview(every, output.width, has_box_characters=output.has_box_characters))
    codes = [ExitCode.OUTSIDE if isinstance(each.found, OutsideError) else _code(each.found) for each in every]
    return max(codes, key=_WORST_LAST.index)


_WORST_LAST = (ExitCode.OK, ExitCode.OUTSIDE, ExitCode.PROBLEMS)


def _show(output: Output, found: Mapping[str, Status]) -> None:
    [first, *others] = found.values()
    if output.is_json:
        from generator.cli.json.status import status_document

        documents = {name: status_document(status) for name, status in found.items()}
        is_ok = all(document["ok"] for document in documents.values())
        output.document({"ok": is_ok, "services": documents} if others else documents[next(iter(found))])
    elif others:
        from generator.cli.text.status_overview import status_overview

        output.result(status_overview(found, output.width, has_box_characters=output.has_box_characters))
    else:
        from generator.cli.text.status_page import status_page

        output.result(status_page(first))


def _show_job(output: Output, target: Target, job: Job) -> ExitCode:
    from generator.app.status.job_status import job_status

    status = job_status(target, job)
    if output.is_json:
        from generator.cli.json.status import job_document

        output.document(job_document(status))
    else:
        from generator.cli.text.job_page import job_page

        output.result(job_page(status))
    return _of(status.health)


def _code(status: Status) -> ExitCode:
    from generator.app.status.health import health

    return _of(health(status))


def _of(found: Health) -> ExitCode:
    if found.faults:
        return ExitCode.PROBLEMS
    return ExitCode.OUTSIDE if found.unknown else ExitCode.OK
