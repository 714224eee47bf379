"""``canaryform migrate``: brings a service from releases by CodeDeploy to releases that ECS shifts itself."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import click

from generator.cli import option
from generator.cli.service import one_service
from generator.cli.target import heading, open_service, profile, spec_and_environment
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.errors import CanaryformError, ExitCode, OutsideError, SpecError

if TYPE_CHECKING:
    from generator.app.deploy.progress import Progress
    from generator.app.migrate.move import Move
    from generator.app.migrate.run import Migration
    from generator.app.run.target import Target

_NO_WAY_BACK = (
    "there is no way back: nothing changes a service to CODE_DEPLOY again, and only a second environment would have "
    "CodeDeploy. AWS calls this change simple, without downtime and of high risk, since nothing runs beside it: "
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-codedeploy-to-ecs-bluegreen.html"
)


@click.command()
@spec_and_environment
@one_service
@click.option("--to", "engine", type=click.Choice(["ecs"]), required=True, help="The engine; its spec names it too.")
@click.option("--plan", "is_plan", is_flag=True, help="Show the steps and what each will do, and do none.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@profile
@option.as_json
@click.pass_obj
def command(
    output: Output,
    /,
    spec: str | None,
    environment: str | None,
    service: str | None,
    engine: str,
    is_plan: bool,
    yes: bool,
    as_json: bool,
) -> ExitCode:
    """Bring a service that CodeDeploy releases to releases that ECS shifts itself, while it answers its users.

    The spec says `engine: ecs` first. Each step is checked before the next, and after every call it is looked whether
    the traffic is where it was. A run that ended early, wherever that was, goes on with the same command. There is no
    way back but a second environment.
    """
    output.is_json = as_json
    if as_json and not (yes or is_plan):
        raise click.UsageError("--json asks nothing: it goes with --yes or --plan.")
    from generator.app.migrate.run import move_of, plan, refuse_spec
    from generator.cli.plan import refuse

    try:
        target = open_service(output, spec, environment, service, refuse_spec)
        move = move_of(target, lambda progress: _tell(output, progress), Event())
        migration = plan(move)
    except SpecError as error:
        return refuse(output, error.problems, end="nothing was changed")
    if not as_json:
        _show(output, target, migration)
    if is_plan:
        if as_json:
            _report(output, target, migration, None)
        return ExitCode.OK
    if migration.has_way_back and not as_json:
        output.note(f"note: {_NO_WAY_BACK}")
    if not (yes or output.agrees("Do that?", "nothing was changed")):
        return ExitCode.PROBLEMS
    return _run(output, target, move, migration)


def _show(output: Output, target: Target, migration: Migration) -> None:
    output.result(f"{heading(target)}: {target.service.names.ecs_service} to ecs")
    output.result("  1. look: no release, no run of the pipeline, no alarm; done")
    for each in migration.steps:
        output.result(printable(f"  {each.number}. {each.step.name}: {each.what or 'done before'}"))


def _run(output: Output, target: Target, move: Move, migration: Migration) -> ExitCode:
    from generator.app.migrate.run import run

    def tell(text: str) -> None:
        if not output.is_json:
            output.result(printable(text))

    refusal: CanaryformError | None = None
    try:
        run(move, migration, tell)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("what AWS has begun goes on; run the same command again to go on with it") from None
    except CanaryformError as error:
        refusal = error
    if output.is_json:
        _report(output, target, migration, refusal)
    elif refusal is None:
        _next(output, target, move)
    elif isinstance(refusal, OutsideError):
        output.refusal(refusal)
        output.note("run the same command again to go on from there")
    elif isinstance(refusal, SpecError):
        from generator.cli.plan import refuse

        return refuse(output, refusal.problems, end="run the same command again to go on from there")
    return refusal.exit_code if refusal else ExitCode.OK


def _next(output: Output, target: Target, move: Move) -> None:
    from generator.app.migrate.preflight import transition_command
    from generator.live.pipeline import find_pipeline

    output.result(f"next: {target.command('deploy')}")
    if pipeline := find_pipeline(move.aws, target.service.names.pipeline):
        output.result(f"      {transition_command(pipeline, 'enable')}")


def _report(output: Output, target: Target, migration: Migration, refusal: CanaryformError | None) -> None:
    from generator.cli.json.migrate import migration_document

    output.document(migration_document(target, migration, refusal))


def _tell(output: Output, progress: Progress) -> None:
    if not output.is_json:
        output.aside(printable(f"{progress.stack}: {progress.resource or progress.note or progress.state}"))
