"""A judged spec -> everything that the page about its project shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from generator.app.build.compile import Build
from generator.app.build.discover import FOLDER
from generator.app.build.notes import accepted, patched
from generator.app.handwritten.document import parse
from generator.app.judge.gate import systems
from generator.app.judge.matrix import Row, matrix
from generator.app.report.change_table import Change, changes
from generator.app.report.quantities import Quantity, quantities
from generator.app.report.release_course import Step, rollout_of, steps
from generator.app.report.side_by_side import Difference, differences
from generator.app.report.stops import Caught, Stop, caught, stops, stops_of_worker
from generator.app.report.system_graph import system_graph
from generator.app.report.unchecked import unchecked
from generator.app.run.batch import Result
from generator.app.status.fleet import Looked
from generator.difference.effect import Effect, Impact
from generator.gate.catalog import RULES
from generator.gate.native_rollout import native_rollouts
from generator.gate.rollout import Rollout, rollouts
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.model.job import Job
from generator.model.project import Project
from generator.model.service import Service
from generator.model.workload import Workload
from generator.naming import OUTPUT_FOLDER
from generator.picture.graph import Graph, Key


@dataclass(frozen=True)
class JobReport:
    """One job of a service in one environment."""

    name: str
    command: str
    """As it would be typed in a shell."""
    schedule: str
    """When it runs, and in which time zone, as the spec has it."""
    timeout: int | None
    """Minutes after which a run is stopped; None: never."""
    line: int
    """Of the spec."""
    access: tuple[Row, ...]
    """Principal x action x resource x why."""


@dataclass(frozen=True)
class ServiceReport:
    """One service in one environment."""

    name: str
    steps: tuple[Step, ...]
    rollout: Rollout | None
    stops: tuple[Stop, ...]
    caught: Caught | None
    access: tuple[Row, ...]
    """Principal x action x resource x why."""
    jobs: tuple[JobReport, ...]


@dataclass(frozen=True)
class EnvironmentReport:
    """One environment."""

    name: str
    region: str
    graph: Graph
    lines: Mapping[Key, int]
    """The line of each resource in its template."""
    services: tuple[ServiceReport, ...]
    quantities: tuple[Quantity, ...]
    waived: tuple[str, ...]
    """Rules that do not apply, since the spec asks for what they are against."""
    unchecked: tuple[str, ...]


@dataclass(frozen=True)
class Since:
    """What a change does to this project."""

    revision: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Live:
    """How the project's services are, as AWS had it."""

    time: datetime
    """In UTC."""
    looked: tuple[Looked, ...]


@dataclass(frozen=True)
class Report:
    """One project."""

    project: str
    repository: str
    main: str
    """The branch that links to GitHub lead to."""
    spec: str
    """The spec's path from the repository's root."""
    environments: tuple[EnvironmentReport, ...]
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    rules: int
    """How many rules were held against each environment."""
    notes: tuple[str, ...]
    since: Since | None
    live: Live | None = None


def report(
    result: Result, environments: Sequence[str] = (), impact: Impact | None = None, live: Live | None = None
) -> Report:
    """``environments`` are all where none is named; ``impact`` is of the change since another revision.

    ``live`` is what AWS was asked for.
    """
    build = result.build
    # The file's name and not its path: the same spec gives the same bytes wherever it is called from.
    spec = f"{FOLDER}/{PurePath(build.file).name}"
    lines = {path: place._replace(file=spec) for path, place in parse(build.file, result.text).lines.items()}
    pairs = [*zip(build.projects, systems(build), strict=True)]
    chosen = [
        (project, system) for project, system in pairs if not environments or project.environment.name in environments
    ]
    first = build.projects[0]
    return Report(
        project=build.project,
        repository=first.repository,
        main=first.git.main,
        spec=spec,
        environments=tuple(_environment(build, project, system) for project, system in chosen),
        differences=differences([project for project, _ in chosen], lines),
        changes=tuple(changes(lines)),
        rules=len(RULES),
        notes=(*build.notes, *accepted(build.projects), *patched(build.projects)),
        since=_since(build, impact) if impact else None,
        live=live,
    )


def _environment(build: Build, project: Project, system: System) -> EnvironmentReport:
    every = (*rollouts(system), *native_rollouts(system))
    return EnvironmentReport(
        name=project.environment.name,
        region=project.region,
        graph=system_graph(build, project, system),
        lines={key: line for template in system.templates for key, line in _lines(template)},
        services=tuple(_service(service, system, every) for service in project.services),
        quantities=quantities(system),
        waived=tuple(sorted(system.waived)),
        unchecked=unchecked(project),
    )


def _service(service: Service, system: System, every: tuple[Rollout, ...]) -> ServiceReport:
    rollout = rollout_of(service, every)
    return ServiceReport(
        name=service.name,
        steps=steps(service, system, rollout),
        rollout=rollout,
        stops=_stops(service, system, rollout),
        caught=caught(service, rollout) if rollout else None,
        access=_access(service),
        jobs=tuple(map(_job, service.jobs)),
    )


def _job(job: Job) -> JobReport:
    return JobReport(
        name=job.name,
        command=shlex.join(job.container.command),
        schedule=f"{job.schedule.schedule} {job.schedule.timezone}",
        timeout=job.schedule.timeout,
        line=job.origin.line,
        access=_access(job),
    )


def _access(workload: Workload) -> tuple[Row, ...]:
    return tuple(row for _, rows in matrix(workload) for row in rows)


def _stops(service: Service, system: System, rollout: Rollout | None) -> tuple[Stop, ...]:
    if not service.answers:
        return stops_of_worker(service, system)
    return stops(rollout) if rollout else ()


_RESOURCE = re.compile(r"^  ([A-Za-z0-9]+):$")


def _lines(template: Subject) -> Iterator[tuple[Key, int]]:
    """Where each resource begins in the text, which is our own: nothing else stands at that depth alone in a line."""
    section = ""
    for number, line in enumerate(template.text.splitlines(), start=1):
        if line and line[0] not in " #":
            section = line
        elif section == "Resources:" and (match := _RESOURCE.match(line)):
            yield Key(template.stack, match[1]), number


def _since(build: Build, impact: Impact) -> Since:
    stacks = {stack.name for stack in build.stacks}
    below = f"{build.project}/"
    own = (each for each in impact.effects if each.stack in stacks or each.subject.startswith(below))
    return Since(impact.before, tuple(own))


def place_in_output(path: str) -> str:
    """A generated file's path from the repository's root."""
    return f"{OUTPUT_FOLDER}/{path}"
