"""A system -> the calls that its pipelines, builds, deployment groups and tasks make with the roles that they have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.calls import build, pipeline, rollout, task
from generator.gate.calls.call import Call
from generator.gate.system import System


def calls(system: System) -> Iterator[Call]:
    """All of them; a role is what the pipeline, the project, the group or the task names."""
    for source in (pipeline, build, rollout, task):
        yield from source.calls(system)
