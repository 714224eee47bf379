"""``SPEC -e ENV`` -> the environment that a command is about, and AWS there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.cli.json.change import place_document
from generator.cli.plan import only_spec

if TYPE_CHECKING:
    from generator.app.build.product import Format
    from generator.app.run.batch import Result
    from generator.app.run.target import Target
    from generator.cli.terminal.output import Output
    from generator.live.client import Aws
    from generator.model.project import Project
    from generator.model.service import Service

_Function = TypeVar("_Function", bound=Callable[..., Any])


def spec_and_environment(function: _Function) -> _Function:
    """Add the argument ``[SPEC]`` and the option ``-e``."""
    spec = click.argument("spec", metavar="[SPEC]", required=False, type=click.Path())
    environment = click.option(
        "-e", "--environment", metavar="ENV", help="Which environment; needed if there are several."
    )
    return spec(environment(function))


def connecting(output: Output) -> Callable[[str], Aws]:
    """What connects to AWS in a region, and says on standard error what it waits for."""
    from generator.live.client import Aws

    return lambda region: Aws(region, output.aside)


def open_target(
    output: Output,
    spec: str | None,
    environment: str | None,
    *,
    is_judged: bool = False,
    template_format: Format | None = None,
) -> Target:
    """The named environment of the named spec, or the only one there is; ``is_judged`` lets the gate see it first.

    Raises SpecError, OutsideError and click's UsageError.
    """
    from generator.app.build.product import Format
    from generator.app.run.prepare import judge, unjudged
    from generator.app.run.target import read_spec, target

    result = read_spec(spec or only_spec(), judge if is_judged else unjudged, template_format or Format.YAML)
    return target(result, service_of(result, environment), connecting(output))


def service_of(result: Result, environment: str | None) -> Service:
    """The service of one environment. Raises click's UsageError, which names the environments that there are."""
    [service] = project_of(result, environment).services
    return service


def project_of(result: Result, environment: str | None) -> Project:
    """The project of one environment. Raises click's UsageError, which names those that there are."""
    projects = result.build.projects
    names = _names(projects)
    if environment is None and len(projects) > 1:
        raise click.UsageError(f"{result.build.file} has several environments: say -e with one of {names}.")
    for project in projects:
        if environment in {None, project.environment.name}:
            return project
    raise click.UsageError(f"No environment is called '{environment}'. There are: {names}.")


def heading(target: Target) -> str:
    """Which environment it is, and where."""
    place = place_document(target)
    return f"{place['project']} {place['environment']}: account {place['account']}, {place['region']}"


def _names(projects: Sequence[Project]) -> str:
    return ", ".join(project.environment.name for project in projects)
