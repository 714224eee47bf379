"""Workflows -> the checks that they make, and for which branches: what a ruleset may require.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.gate.system import System
from generator.gate.value import texts
from generator.gate.workflow import Job, events, jobs
from generator.glob import overlaps

ACTIONS = "15368"
"""The app of GitHub Actions, which has this number everywhere."""
PULLS = ("pull_request", "pull_request_target")


def makes(job: Job, check: str) -> bool:
    """Whether a job makes a check of that name; several of one with a matrix, or of another workflow's."""
    if "${{" in job.name:
        return True
    is_many = "strategy" in job.data or "uses" in job.data
    return check == job.name or (is_many and check.startswith((f"{job.name} (", f"{job.name} / ")))


def makers(system: System, check: str) -> list[Job]:
    """The jobs that do."""
    return [job for job in jobs(system) if makes(job, check)]


def pulls(job: Job) -> Iterator[Mapping[str, Any]]:
    """The filters of the events of pull requests that start a job's workflow; empty ones for no filter."""
    found = events(job.file)
    for name in PULLS:
        if name in found:
            filters = found[name]
            yield filters if isinstance(filters, Mapping) else {}


def runs_for(filters: Mapping[str, Any], branch: str) -> bool:
    """Whether an event's filters let a branch through."""
    ignored = texts(filters.get("branches-ignore"))
    if ignored:
        return not fits(ignored, branch)
    named = texts(filters.get("branches"))
    return not named or fits(named, branch)


def fits(patterns: Sequence[str], value: str) -> bool:
    """Whether the last pattern that fits lets the value in: those with ``!`` keep it out."""
    result = False
    for pattern in patterns:
        if overlaps(pattern.removeprefix("!").replace("**", "*"), value):
            result = not pattern.startswith("!")
    return result
