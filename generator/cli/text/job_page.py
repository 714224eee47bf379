"""A ``JobStatus`` -> a page for people: the verdict, then what runs and when, at last what carries it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.text import word
from generator.cli.text.complaint import printable
from generator.cli.text.status_page import LABEL, NOT_DEPLOYED, health_lines, stack_lines

if TYPE_CHECKING:
    from generator.app.status.job_status import JobStatus
    from generator.live.run import Run


def job_page(status: JobStatus) -> str:
    """Everything, in several lines and in colour."""
    project = status.job.project
    name = click.style(f"{project.name} {project.environment.name} {status.job.name}", bold=True)
    lines = [f"{name}: account {status.account}, {project.region}", f"a job of {status.job.service.name}", ""]
    for label, section in (
        ("health", health_lines(status.health, has_stacks=any(each.status for each in status.stacks.value or ()))),
        ("version", _version(status)),
        ("schedule", _schedule(status)),
        ("runs", _runs(status)),
        ("stacks", stack_lines(status.stacks)),
    ):
        lines += [f"{'' if number else label:<{LABEL}}{text}" for number, text in enumerate(section)]
    return "\n".join(lines)


def _version(status: JobStatus) -> Iterator[str]:
    state = status.state.value
    if state is None:
        yield word.unknown(status.state)
    elif not state.is_deployed:
        yield word.dim(NOT_DEPLOYED)
    elif state.version:
        yield click.style(printable(state.version), bold=True)
    else:
        yield f"none yet: it waits for the first release of {status.job.service.name}"


def _schedule(status: JobStatus) -> Iterator[str]:
    schedule = status.schedule.value
    if schedule is None:
        yield word.unknown(status.schedule) or word.dim(NOT_DEPLOYED)
        return
    when = printable(f"{schedule.expression} {schedule.timezone}")
    yield f"{when}, on" if schedule.is_on else word.doubtful(f"{when}, off")


def _runs(status: JobStatus) -> Iterator[str]:
    if status.runs.value is None:
        yield word.unknown(status.runs) or word.dim(NOT_DEPLOYED)
        return
    for run in status.running:
        yield f"task {run.id} {run.status}, since {word.time(run.created)}"
    if status.last:
        yield _ended(status.last)
    if not status.runs.value:
        yield word.dim("none within the hour that ECS tells of")


def _ended(run: Run) -> str:
    text = f"the last ended at {word.time(run.stopped)}"
    codes = ", ".join(f"{name} with {code}" for name, code in run.exit_codes.items())
    return word.bad(f"{text}: {'; '.join(filter(None, [run.reason, codes]))}") if run.is_failed else f"{text}, well"
