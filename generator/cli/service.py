"""The options ``-e`` and ``-s``: what a shell completes after them, and the environment and service that they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from generator.cli.plan import only_spec
from generator.near import unknown

if TYPE_CHECKING:
    from generator.model.project import Project
    from generator.model.service import Service
    from generator.model.workload import Workload

_Function = TypeVar("_Function", bound=Callable[..., Any])


def environment_option(text: str, *, is_repeatable: bool = False) -> Callable[[_Function], _Function]:
    """Add the option ``-e``, with its help."""
    name = "environments" if is_repeatable else "environment"
    return click.option(
        "-e", "--environment", name, metavar="ENV", multiple=is_repeatable, help=text, shell_complete=_environments
    )


def service_option(text: str) -> Callable[[_Function], _Function]:
    """Add the option ``-s``, with its help."""
    return click.option("-s", "--service", metavar="SERVICE", help=text, shell_complete=_services)


def one_service(function: _Function) -> _Function:
    """Add the option ``-s`` to a command that is about one service."""
    return service_option("Which service; needed if the environment has several.")(function)


def environment_of(projects: Sequence[Project], name: str) -> Project:
    """The named one. Raises click's UsageError, which names those that there are."""
    for project in projects:
        if project.environment.name == name:
            return project
    raise click.UsageError(unknown("environment", name, (project.environment.name for project in projects)))


def service_of(project: Project, name: str) -> Service:
    """The named one. Raises click's UsageError, which names those that there are, and the one that was meant."""
    return services_of([project], name)[0]


def services_of(projects: Sequence[Project], name: str | None) -> tuple[Service, ...]:
    """The named one in each environment that has it; without a name all. Raises click's UsageError where none has."""
    every = [service for project in projects for service in project.services]
    found = tuple(service for service in every if name in {None, service.name})
    if name is not None and not found:
        names = dict.fromkeys(service.name for service in every)
        where = ", ".join(dict.fromkeys(project.environment.name for project in projects))
        raise click.UsageError(unknown("service", name, names, where))
    return found


def workload_of(project: Project, name: str) -> Workload:
    """The named service or job. Raises click's UsageError, which names those that there are, and what was meant."""
    return workloads_of([project], name)[0]


def workloads_of(projects: Sequence[Project], name: str | None) -> tuple[Workload, ...]:
    """The named service or job in each environment that has it; without a name all. Raises click's UsageError."""
    jobs = tuple(job for project in projects for job in project.jobs if name in {None, job.name})
    return jobs if jobs and name is not None else (*services_of(projects, name), *jobs)


def _environments(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return _items((project.environment.name for project in named_projects(context)), begun)


def _services(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Those of the environments that were named before, or of all."""
    given = context.params.get("environment") or context.params.get("environments") or ()
    wanted = {given} if isinstance(given, str) else {*given}
    projects = [each for each in named_projects(context) if not wanted or each.environment.name in wanted]
    return _items((service.name for project in projects for service in project.services), begun)


def _items(names: Iterable[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in dict.fromkeys(names) if name.startswith(begun)]


def named_projects(context: click.Context) -> Iterator[Project]:
    """Of the specs that were named before, or of the only one; a spec that cannot be read has nothing to offer."""
    from generator.app.build.bases import read_bases
    from generator.app.build.read import read
    from generator.errors import CanaryformError
    from generator.spec.loader import load

    # An option that still waits for its value leaves what has no name unread: all of that is in ``args``.
    given = (context.params.get("spec"), *(context.params.get("specs") or ()), *context.args)
    named = [word for word in given if word and word.endswith((".yaml", ".yml"))]
    try:
        for file in named or [only_spec()]:
            text = read(file)
            yield from load(text, file, read_bases(text, file)).projects
    except (CanaryformError, click.UsageError):
        return
