"""The options ``-e`` and ``-s``: what a shell completes after them, and the environment and service that they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from generator.cli.plan import only_spec
from generator.near import unknown

if TYPE_CHECKING:
    from generator.model.job import Job
    from generator.model.project import Project
    from generator.model.service import Service
    from generator.model.workload import Workload

TAKE_JOBS = ("run", "logs", "status", "doctor", "iam", "deploy", "destroy")
"""The commands to which a job is as good as a service, or better."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


def environment_option(text: str, *, is_repeatable: bool = False) -> Callable[[_Function], _Function]:
    """Add the option ``-e``, with its help."""
    name = "environments" if is_repeatable else "environment"
    return click.option(
        "-e", "--environment", name, metavar="ENV", multiple=True, help=text, shell_complete=_environments,
        callback=None if is_repeatable else _only_one,
    )  # fmt: skip


def service_option(text: str) -> Callable[[_Function], _Function]:
    """Add the option ``-s``, with its help."""
    return click.option(
        "-s", "--service", metavar="SERVICE", help=text, multiple=True, callback=_only_one, shell_complete=_services
    )


def _only_one(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> str | None:
    """The value. Raises BadParameter where there are several, of which click would take the last and say nothing."""
    if len(values) > 1:
        raise click.BadParameter(f"It takes one, and not {' and '.join(values)}: run the command for each.")
    return values[0] if values else None


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


def job_of(project: Project, name: str) -> Job:
    """The named job. Raises click's UsageError, which names those that there are, and the one that was meant."""
    if job := named_job(project, name):
        return job
    where = project.environment.name
    if not project.jobs:
        raise click.UsageError(f"{where} has no job: `kind: job` at an entry of `services` makes it one.")
    raise click.UsageError(unknown("job", name, (job.name for job in project.jobs), where))


def named_job(project: Project, name: str | None) -> Job | None:
    """The job of that name; None where it names none."""
    return next((job for job in project.jobs if job.name == name), None)


def services_of(projects: Sequence[Project], name: str | None) -> tuple[Service, ...]:
    """The named one in each environment that has it; without a name all. Raises click's UsageError where none has."""
    every = [service for project in projects for service in project.services]
    found = tuple(service for service in every if name in {None, service.name})
    if name is not None and not found:
        _refuse_job(projects, name)
        where = ", ".join(dict.fromkeys(project.environment.name for project in projects))
        kind = "service or job" if _takes_jobs(click.get_current_context()) else "service"
        raise click.UsageError(unknown(kind, name, names_of(projects), where))
    return found


def names_of(projects: Iterable[Project]) -> tuple[str, ...]:
    """What ``-s`` takes of these environments, each once: services, and jobs where the command takes one."""
    every = [*projects]
    services = [service.name for project in every for service in project.services]
    takes_jobs = _takes_jobs(click.get_current_context())
    return tuple(dict.fromkeys([*services, *(_job_names(every) if takes_jobs else ())]))


def _takes_jobs(context: click.Context) -> bool:
    return context.info_name in TAKE_JOBS


def workload_of(project: Project, name: str) -> Workload:
    """The named service or job. Raises click's UsageError, which names those that there are, and what was meant."""
    return workloads_of([project], name)[0]


def workloads_of(projects: Sequence[Project], name: str | None) -> tuple[Workload, ...]:
    """The named service or job in each environment that has it; without a name all. Raises click's UsageError."""
    jobs = tuple(job for project in projects for job in project.jobs if name in {None, job.name})
    return jobs if jobs and name is not None else (*services_of(projects, name), *jobs)


def _refuse_job(projects: Sequence[Project], name: str) -> None:
    """Raises click's UsageError where the name is a job's: what a service has, a job has not."""
    for job in (job for project in projects for job in project.jobs if job.name == name):
        command = click.get_current_context().command_path
        raise click.UsageError(
            f"{name} is a job, and `{command}` is about services: -s {job.service.name} is the one that it belongs to. "
            f"A job is taken by {', '.join(TAKE_JOBS)}."
        )


def _environments(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return _items((project.environment.name for project in named_projects(context)), begun)


def _services(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """With the jobs, where the command takes one."""
    projects = _chosen_projects(context)
    services = [service.name for project in projects for service in project.services]
    return _items([*services, *(_job_names(projects) if _takes_jobs(context) else ())], begun)


def jobs(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The jobs of the environments that were named before, or of all."""
    return _items(_job_names(_chosen_projects(context)), begun)


def _job_names(projects: Sequence[Project]) -> Iterator[str]:
    return (job.name for project in projects for job in project.jobs)


def _chosen_projects(context: click.Context) -> list[Project]:
    given = context.params.get("environment") or context.params.get("environments") or ()
    wanted = {given} if isinstance(given, str) else {*given}
    return [each for each in named_projects(context) if not wanted or each.environment.name in wanted]


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
