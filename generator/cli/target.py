"""``SPEC -e ENV`` -> the environment that a command is about, and AWS there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from generator.cli import option
from generator.cli.json.change import place_document
from generator.cli.plan import only_spec
from generator.cli.service import environment_of, environment_option, named_job, names_of, service_of
from generator.cli.text.complaint import printable

if TYPE_CHECKING:
    from generator.app.run.batch import Result
    from generator.app.run.target import Chosen, Target
    from generator.cli.terminal.output import Output
    from generator.live.client import Aws
    from generator.model.project import Project
    from generator.model.service import Service

_Function = TypeVar("_Function", bound=Callable[..., Any])
_PROFILE = "canaryform.profile"


def spec_and_environment(function: _Function) -> _Function:
    """Add the argument ``[SPEC]`` and the option ``-e``."""
    spec = click.argument("spec", metavar="[SPEC]", required=False, type=option.Spec())
    return spec(environment_option("Which environment; needed if there are several.")(function))


def profile(function: _Function) -> _Function:
    """Add the option ``--profile``, which :func:`connecting` heeds."""
    return click.option(
        "--profile", metavar="NAME", expose_value=False, callback=_remember, shell_complete=_profiles,
        help="Which of the AWS CLI's profiles asks AWS; else AWS_PROFILE says so.",
    )(function)  # fmt: skip


def _remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_PROFILE] = value


def _profiles(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from generator.live.client import profiles

    return [name for name in profiles() if name.startswith(begun)]


def connecting(output: Output) -> Callable[[str], Aws]:
    """What connects to AWS in a region, and says on standard error what it waits for."""
    from generator.live.client import Aws

    name = profile_name()
    return lambda region: Aws(region, output.aside, profile=name)


def profile_name() -> str | None:
    """What :func:`profile` was given."""
    name: str | None = click.get_current_context().meta.get(_PROFILE)
    return name


def open_target(output: Output, spec: str | None, environment: str | None) -> Target:
    """The named environment of the named spec, or the only one there is.

    It is about the first of its services, for commands that ask of none in particular.
    Raises SpecError, OutsideError and click's UsageError.
    """
    from generator.app.run.target import read_spec

    return target_in(output, read_spec(spec or only_spec()), environment)


def target_in(output: Output, result: Result, environment: str | None) -> Target:
    """The same of a spec that was read."""
    from generator.app.run.target import target

    return target(result, project_of(result, environment).services[0], connecting(output))


def open_services(output: Output, spec: str | None, environment: str | None, service: str | None) -> tuple[Target, ...]:
    """A target for each service of the environment, or for the named service or job alone.

    Raises as :func:`open_target` does.
    """
    from generator.app.run.target import read_spec

    return services_in(output, read_spec(spec or only_spec()), environment, service)


def services_in(output: Output, result: Result, environment: str | None, service: str | None) -> tuple[Target, ...]:
    """The same of a spec that was read. An unknown service is told before AWS is asked."""
    project = project_of(result, environment)
    if named_job(project, service):
        return (workload_in(output, result, environment, service),)
    wanted = [service_of(project, service)] if service else project.services
    first = target_in(output, result, environment)
    return tuple(replace(first, service=each) for each in wanted)


def open_service(
    output: Output,
    spec: str | None,
    environment: str | None,
    service: str | None,
    refuse: Callable[[Chosen], None] = lambda _: None,
) -> Target:
    """The named service of the environment, or the only one there is. Raises as :func:`open_target` does.

    ``refuse`` raises SpecError for what the spec does not allow: what needs no AWS is told before AWS is asked.
    """
    from generator.app.run.target import Chosen, read_spec

    result = read_spec(spec or only_spec())
    chosen = chosen_service(result, environment, service)  # So is an unknown name.
    refuse(Chosen(result, chosen))
    return replace(target_in(output, result, environment), service=chosen)


def workload_in(output: Output, result: Result, environment: str | None, name: str | None) -> Target:
    """The named service or job of a spec that was read, or the only service. Raises as :func:`open_target` does."""
    job = named_job(project_of(result, environment), name)
    service = job.service if job else chosen_service(result, environment, name)
    return replace(target_in(output, result, environment), service=service, job=job)


def chosen_service(result: Result, environment: str | None, name: str | None) -> Service:
    """The named service of one environment, or the only one. Raises click's UsageError, which names those there are."""
    project = project_of(result, environment)
    if name:
        return service_of(project, name)
    if len(project.services) > 1:
        where = f"{result.build.file} has several services in {project.environment.name}"
        raise click.UsageError(f"{where}: say -s with one of {', '.join(names_of([project]))}.")
    return project.services[0]


def project_of(result: Result, environment: str | None) -> Project:
    """The project of one environment. Raises click's UsageError, which names those that there are."""
    projects = result.build.projects
    if environment is not None:
        return environment_of(projects, environment)
    if len(projects) > 1:
        names = ", ".join(project.environment.name for project in projects)
        raise click.UsageError(f"{result.build.file} has several environments: say -e with one of {names}.")
    return projects[0]


class StepPlan(Protocol):
    """What a command is about to do in an environment."""

    @property
    def notes(self) -> Sequence[str]:
        """What to know of it."""
        ...

    def steps(self, *, waits: bool) -> Sequence[str]:
        """In words, and in their order; with ``waits``, until all of it has ended."""
        ...


def show_steps(output: Output, target: Target, plan: StepPlan, *, waits: bool) -> None:
    """Where it is, each step, and the notes."""
    output.result(heading(target))
    for number, step in enumerate(plan.steps(waits=waits), start=1):
        output.result(printable(f"  {number}. {step}"))
    for note in plan.notes:
        output.note(printable(f"note: {note}"))


def left_behind(done: Sequence[str]) -> str:
    """What a run leaves that ended early, after the steps that are ``done``."""
    return f"after: {done[-1]}; what AWS has begun goes on" if done else "nothing was changed"


def heading(target: Target) -> str:
    """Which environment it is, and where."""
    place = place_document(target)
    return f"{place['project']} {place['environment']}: account {place['account']}, {place['region']}"
