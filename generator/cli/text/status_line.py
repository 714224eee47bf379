"""A ``Status`` -> one line for logs, without a time: it is the same as long as nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.app.status.colour import colours
from generator.app.status.health import health
from generator.cli.text.complaint import printable
from generator.cli.text.status_table import colour_words

if TYPE_CHECKING:
    from generator.app.status.environment import Status


def status_line(status: Status) -> str:
    """Colours, what is under way, and what is bad."""
    verdict = health(status)
    words = [*colour_words(colours(status)), *_tasks(status), *_under_way(status), *verdict.faults]
    words += [f"{part} unknown" for part in verdict.unknown]
    # Parts are asked at once, and which of a part's calls fails first changes: the reasons alone, each once.
    words += sorted({part.refusal.why for _, part in status.parts if part.refusal})
    return printable(f"{status.project.names.base}: {'; '.join([*words, *(['well'] if verdict.is_well else [])])}")


def _tasks(status: Status) -> Iterator[str]:
    """Of a worker, which has no colours."""
    state = None if status.answers else status.service.value
    if state:
        yield f"{state.version or 'none yet'}, tasks {state.service.running} of {state.service.desired}"


def _under_way(status: Status) -> Iterator[str]:
    release, pipeline = status.release.value, status.pipeline.value
    if release and release.deployment and release.deployment.is_running:
        step = release.progress.step if release.progress else None
        waits = ", waits for a person" if release.deployment.pauses else ""
        yield f"{release.deployment.name} {release.deployment.status}{f' at {step.name}' if step else ''}{waits}"
    for stage in pipeline.pipeline.stages if pipeline else ():
        if stage.status == "InProgress":
            yield f"stage {stage.name} {stage.status}"
    for stack in status.stacks.value or ():
        if stack.is_busy:
            yield f"{stack.name} {stack.status}"
