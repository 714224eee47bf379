"""``canaryform deploy``: brings the stacks of an environment, or of several, to what the spec says."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from generator.cli import offer, option
from generator.cli.deployment import deploy, plan_only, refuse_deployment
from generator.cli.plan import only_spec
from generator.cli.service import service_option, workload_of, workloads_of
from generator.cli.target import connecting, profile, project_of, spec_and_environment
from generator.cli.terminal.output import Output
from generator.errors import ExitCode, OutsideError, SpecError

if TYPE_CHECKING:
    from generator.app.run.batch import Result
    from generator.model.project import Project


@click.command()
@spec_and_environment
@service_option("Only this service's stacks, and what they need of those that services share.")
@click.option(
    "--stack",
    "stacks",
    multiple=True,
    metavar="NAME",
    help="Only this one, by name or noun; repeatable.",
    shell_complete=offer.stacks,
)
@click.option("--plan", "is_plan", is_flag=True, help="Show what would change, stack by stack, and change nothing.")
@click.option("--print", "is_print", is_flag=True, help="Print the AWS CLI's commands that do the same; call nothing.")
@click.option("--wait", is_flag=True, help="Wait until somebody has authorised the connection to GitHub.")
@click.option(
    "--import-existing-resources",
    "takes_over",
    is_flag=True,
    help="Take over what an earlier stack kept when it was deleted.",
)
@click.option(
    "--image",
    metavar="ADDRESS@DIGEST",
    help="Release this image, of a service without a pipeline, and leave the stacks as they are deployed.",
)
@click.option(
    "--version",
    "version",
    metavar="TAG",
    default="",
    help="With --image: what it is the version of, such as v1.2.3; else a tag of the image says it.",
)
@click.option("--no-wait", is_flag=True, help="With --image: do not wait until it has all traffic.")
@click.option("--s3-bucket", "bucket", metavar="NAME", help="Takes templates over 51,200 bytes; the artifact bucket.")
@option.template_format
@click.option("--all", "is_all", is_flag=True, help="The same for every spec in specs/, one after the other.")
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
    stacks: tuple[str, ...],
    is_plan: bool,
    is_print: bool,
    is_all: bool,
    as_json: bool,
    yes: bool,
    template_format: str,
    image: str | None,
    version: str,
    no_wait: bool,
    **options: Any,
) -> ExitCode:
    """Bring the stacks of an environment to what the spec says, through change sets.

    Generates and judges the templates first, and refuses another account than the spec's. Then stacks are created and
    updated in their order, independent ones at the same time. Running it again always goes on: from a stack that
    failed, from an interruption, from a connection to GitHub that nobody had authorised.

    Without -e all environments are deployed that no tag releases to, in the spec's order, up to the first that fails.
    Production is deployed by its name alone; --plan shows it too.

    With --image, an image that somebody else has built and pushed is released as a pipeline would: by the canary, with
    its alarms. Nothing else changes.
    """
    output.is_json = as_json
    _refuse_combinations(click.get_current_context().params)
    if image is not None:
        from generator.cli.image_release import release_image

        return release_image(
            output, (spec, environment, service), image, version, is_plan=is_plan, yes=yes, waits=not no_wait
        )
    from generator.app.build.product import Format
    from generator.app.deploy.desired import UnknownStackError

    wish = _Wish(service, stacks, options, is_plan=is_plan, yes=yes)
    try:
        results = _read(output, spec, Format(template_format), is_all=is_all)
        if is_print:
            return _print(output, results[0], project_of(results[0], environment), wish)
        is_open = not (environment or stacks or options["bucket"]) and len(results[0].build.projects) > 1
        if is_all or (is_open and _unnamed(results[0], wish)):
            return _each(output, results, wish)
        return _one(output, results[0], project_of(results[0], environment), wish)
    except UnknownStackError as error:
        raise click.UsageError(str(error)) from None
    except SpecError as error:
        return refuse_deployment(output, error)


def _refuse_combinations(said: Mapping[str, Any]) -> None:
    """Raises UsageError where options exclude each other; ``said`` has their values by the names of the parameters."""
    if said["is_plan"] and said["is_print"]:
        raise click.UsageError("--plan and --print exclude each other.")
    if said["as_json"] and not (said["is_plan"] or said["yes"] or said["is_print"]):
        raise click.UsageError("--json asks nothing: it goes with --yes, --plan or --print.")
    of_one_spec = ("spec", "environment", "service", "stacks", "is_print", "bucket")
    if said["is_all"] and any(said[each] for each in of_one_spec):
        raise click.UsageError("--all is about every spec: it goes with --plan, --yes, --json and --profile.")
    if said["image"] is None:
        if said["version"] or said["no_wait"]:
            raise click.UsageError("--version and --no-wait go with --image.")
    elif any(said[each] for each in ("is_all", "is_print", "stacks", "bucket", "wait", "takes_over")):
        raise click.UsageError("--image goes with SPEC, -e, -s, --version, --plan, --no-wait, --yes and --json.")


@dataclass(frozen=True)
class _Wish:
    """What is wanted of each environment."""

    service: str | None
    stacks: tuple[str, ...]
    options: Mapping[str, Any]
    is_plan: bool
    yes: bool


def _read(output: Output, spec: str | None, template_format: Any, *, is_all: bool) -> tuple[Result, ...]:
    """The named spec, the only one, or all of them, each seen by the gate. Raises SpecError, before AWS is asked."""
    from generator.app.run.prepare import judge
    from generator.app.run.target import read_spec

    files = option.chosen(()) if is_all else [spec or only_spec()]
    results = []
    with output.progress(len(files), is_wanted=not output.is_json) as progress:
        for file in files:
            results.append(read_spec(file, judge, template_format))
            progress(file)
    return tuple(results)


def _unnamed(result: Result, wish: _Wish) -> tuple[Project, ...]:
    """The environments that are deployed without being named: no production, but for a plan, which changes nothing."""
    projects = result.build.projects
    found = {service.environment.name for service in workloads_of(projects, wish.service)}
    return tuple(
        project
        for project in projects
        if project.environment.name in found and (wish.is_plan or not project.environment.is_production)
    )


def _each(output: Output, results: Sequence[Result], wish: _Wish) -> ExitCode:
    """One environment after the other; the first that fails ends those of its spec, and not those of others."""
    codes: list[ExitCode] = []
    failed: list[str] = []
    left: list[str] = []
    with output.gathering("environments"):
        for result in results:
            wanted, is_over = _unnamed(result, wish), False
            for project in result.build.projects:
                if project not in wanted or is_over:
                    left.append(_command(result, project, wish))
                    continue
                codes.append(_told(output, result, project, wish))
                is_over = bool(codes[-1]) and not wish.is_plan
                if is_over:
                    failed.append(_command(result, project, wish))
    for number, command in enumerate(() if output.is_json or wish.is_plan else (*failed, *left)):
        output.result(f"{'' if number else 'next:':<5} {command}")
    return next(filter(None, codes), ExitCode.OK)


def _command(result: Result, project: Project, wish: _Wish) -> str:
    which = f" -s {wish.service}" if wish.service else ""
    return f"canaryform deploy {shlex.quote(result.build.file)} -e {project.environment.name}{which}"


def _told(output: Output, result: Result, project: Project, wish: _Wish) -> ExitCode:
    """The same of one environment, whose refusal is not that of the others."""
    try:
        return _one(output, result, project, wish)
    except SpecError as error:
        return refuse_deployment(output, error)
    except OutsideError as error:
        output.refusal(error)
        return error.exit_code


def _one(output: Output, result: Result, project: Project, wish: _Wish) -> ExitCode:
    from generator.app.deploy.session import Session
    from generator.app.run.target import target

    alone = workload_of(project, wish.service).name if wish.service else ""
    session = Session(target(result, project.services[0], connecting(output)), wish.stacks, alone, **wish.options)
    return plan_only(output, session) if wish.is_plan else deploy(output, session, yes=wish.yes)


def _print(output: Output, result: Result, project: Project, wish: _Wish) -> ExitCode:
    from generator.app.deploy.command import script
    from generator.app.deploy.desired import chosen, needed_by, wanted

    every = wanted(result.build, project)
    needed = needed_by(workload_of(project, wish.service).name if wish.service else "", every)
    text = script(chosen(needed, wish.stacks), project, result.build.file)
    if output.is_json:
        output.document({"ok": True, "script": text, "problems": []})
        return ExitCode.OK
    output.result(text)
    if left_out := [stack.name for stack in every if stack not in needed]:
        output.note(f"left out: {', '.join(left_out)}")
    return ExitCode.OK
