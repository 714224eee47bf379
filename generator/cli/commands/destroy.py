"""``canaryform destroy``: takes the stacks of an environment, or of one of its services, away, the last one first."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from generator.cli import option
from generator.cli.json.change import place_document
from generator.cli.service import service_option, workload_of
from generator.cli.target import heading, open_target, profile, spec_and_environment
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.count import counted
from generator.errors import ExitCode, OutsideError, SpecError
from generator.naming import MAIN

if TYPE_CHECKING:
    from generator.app.deploy.destroy import StackDeletion
    from generator.app.deploy.progress import StackOutcome
    from generator.app.run.target import Target
    from generator.live.stack import StackResource
    from generator.model.project import Project
    from generator.model.workload import Workload


@click.command()
@spec_and_environment
@service_option("Only this service's stacks. What services share stays, and so do its images.")
@click.option("--images", "with_images", is_flag=True, help="With -s: its images' stack too, if no other uses it.")
@click.option("--confirm", metavar="NAME", help="The name of what goes, once more; what --yes is for production.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask; not enough for an environment that is released by tag.")
@profile
@option.as_json
@click.pass_obj
def command(
    output: Output,
    spec: str | None,
    environment: str | None,
    service: str | None,
    with_images: bool,
    confirm: str | None,
    yes: bool,
    as_json: bool,
) -> ExitCode:
    """Delete the stacks of an environment, and those that it shares when no other environment uses them.

    Shows first what is lost and what stays: images, logs, buckets, the key and the connection are kept. An environment
    that is released by tag goes only when its name is typed, a service of it when the service's name is. Running it
    again goes on.
    """
    output.is_json = as_json
    if environment is None:
        raise click.UsageError("Say which environment with -e.")
    if with_images and service is None:
        raise click.UsageError("--images goes with -s: with the last environment all image stacks go.")
    if as_json and not (yes or confirm):
        raise click.UsageError("--json asks nothing: it goes with --yes or --confirm NAME.")
    try:
        target = open_target(output, spec, environment)
    except SpecError as error:
        from generator.cli.plan import refuse

        return refuse(output, error.problems, end="nothing was deleted")
    alone = _alone(target.project, service) if service else None
    stacks = _stacks(target, alone, with_images=with_images)
    name = alone.name if alone else target.project.environment.name
    if not as_json:
        output.result("\n".join(_overview(target, stacks)))
    if stacks and not _is_agreed(output, target, name, confirm, yes=yes):
        return ExitCode.PROBLEMS
    outcomes = _carry_out(output, target, alone, stacks) if stacks else ()
    if as_json:
        _report_json(output, target, stacks, outcomes)
    elif stacks:
        _report(output, target, stacks, outcomes)
        if alone and all(outcome.state.is_well for outcome in outcomes):
            output.note(f"take {_key(alone)} out of the spec now, or the next deploy makes it again")
    return ExitCode.OK if all(outcome.state.is_well for outcome in outcomes) else ExitCode.OUTSIDE


def _alone(project: Project, name: str) -> Workload:
    """The named job, or the named service, one of several."""
    workload = workload_of(project, name)
    if project.services == (workload,):
        where = project.environment.name
        raise click.UsageError(f"{name} is the only service of {where}: without -s the environment goes with it.")
    return workload


def _stacks(target: Target, alone: Workload | None, *, with_images: bool) -> tuple[StackDeletion, ...]:
    from generator.app.deploy.destroy import deletion
    from generator.app.deploy.service_deletion import service_deletion

    if alone is None:
        return deletion(target.aws, target.result, target.project)
    return service_deletion(target.aws, target.result, alone, with_images=with_images)


def _key(workload: Workload) -> str:
    """Where the spec speaks of it."""
    return "`service`" if workload.name == MAIN else f"`services.{workload.name}`"


def _is_agreed(output: Output, target: Target, name: str, confirm: str | None, *, yes: bool) -> bool:
    """Whether the environment or service called ``name`` may go."""
    environment = target.project.environment
    if not environment.is_production:
        if confirm not in {None, name}:
            raise click.UsageError(f"--confirm says {confirm}, and what goes is {name}.")
        return yes or confirm is not None or output.agrees("Delete these stacks?", "nothing was deleted")
    if confirm is None and yes:
        raise click.UsageError(f"{environment.name} is released by tag: --yes is not enough, say --confirm {name}.")
    question = f"{environment.name} is released by tag. Type {name} to delete " + (
        "it" if name == environment.name else "that service of it"
    )
    typed = confirm if confirm is not None else output.ask(question, "")
    if typed != name:
        output.note(f"that is not {name}: nothing was deleted")
    return typed == name


def _carry_out(
    output: Output, target: Target, alone: Workload | None, stacks: Sequence[StackDeletion]
) -> tuple[StackOutcome, ...]:
    from generator.app.deploy.destroy import destroy
    from generator.app.deploy.service_deletion import delete_service
    from generator.app.deploy.session import Session
    from generator.cli.terminal.board import board

    stop = Event()
    names = [each.name for each in reversed(stacks)]
    with board(output, names, is_wanted=not output.is_json) as tell:
        worker = Session(target).worker(tell, stop)
        if alone:
            return delete_service(worker, target.result, alone, stacks, stop)
        return destroy(worker.operations, stacks, stop)


def _overview(target: Target, stacks: Sequence[StackDeletion]) -> list[str]:
    if not stacks:
        return [f"{heading(target)}: no stack is there"]
    lines = [heading(target)]
    width = max(len(each.name) for each in stacks)
    for each in reversed(stacks):
        lost = f"{counted(len(each.lost), 'resource')} lost"
        stays = f", {len(each.kept)} kept" if each.kept else ""
        protected = ", termination protection is taken off" if each.live.is_protected else ""
        lines.append(f"{each.name:<{width}}  {lost}{stays}{protected}")
    kept = [resource for each in stacks for resource in each.kept]
    if kept:
        lines.append("Kept, and yours to remove:")
        lines += [f"  {printable(f'{resource.type} {resource.physical_id}')}" for resource in kept]
    return lines


def _report(output: Output, target: Target, stacks: Sequence[StackDeletion], outcomes: Sequence[StackOutcome]) -> None:
    from generator.cli.text.change import outcome_line

    for outcome in outcomes:
        if isinstance(outcome.error, OutsideError):
            output.refusal(outcome.error)
    names = target.project.names
    output.result(f"{names.project} {names.environment}: {outcome_line(outcomes)}")
    kept = [resource for each in stacks for resource in each.kept]
    if kept and all(outcome.state.is_well for outcome in outcomes):
        output.result(
            "What was kept goes with these commands; `deploy --import-existing-resources` takes it over again:"
        )
        commands = _removals(target, kept)
        output.result("\n".join(f"  {line}" for command in commands for line in command.split("\n")))


def _removals(target: Target, kept: Sequence[StackResource]) -> list[str]:
    """A command for each resource."""
    from generator.app.deploy.desired import own, wanted
    from generator.app.deploy.destroy import encrypted, removal

    mine = own(wanted(target.result.build, target.project))
    names = encrypted(mine, target.caller.account, target.aws.region)
    return [removal(target.aws, resource, names) for resource in kept]


def _report_json(
    output: Output, target: Target, stacks: Sequence[StackDeletion], outcomes: Sequence[StackOutcome]
) -> None:
    from generator.cli.json.change import outcome_document

    pairs = [(each.name, resource) for each in stacks for resource in each.kept]
    commands = _removals(target, [resource for _, resource in pairs])
    kept: list[dict[str, Any]] = [
        {"stack": name, "type": resource.type, "name": resource.physical_id, "command": command}
        for (name, resource), command in zip(pairs, commands, strict=True)
    ]
    output.document(
        {
            "ok": all(outcome.state.is_well for outcome in outcomes),
            **place_document(target),
            "stacks": [outcome_document(outcome) for outcome in outcomes],
            "kept": kept,
            "problems": [],
        }
    )
