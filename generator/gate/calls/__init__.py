"""A system -> the calls that its pipelines, builds, deployment groups, services, schedules, tasks and topics bring."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.calls import build, event, native, pipeline, rollout, schedule, task, topic
from generator.gate.calls.call import FROM_AWS, Call
from generator.gate.system import System


def calls(system: System) -> Iterator[Call]:
    """All of them; a role is what the pipeline, the project, the group or the task names."""
    for source in (pipeline, rollout, native, event, schedule):
        for call in source.calls(system):
            yield call._replace(context={**FROM_AWS, **call.context})
    yield from build.calls(system)
    yield from task.calls(system)
    yield from topic.calls(system)
