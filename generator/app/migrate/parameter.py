"""What a service runs -> the parameters of the stack that is to run the same."""

from __future__ import annotations

from collections.abc import Mapping

from generator.app.migrate.move import Move
from generator.live.task_definition import task_definition
from generator.naming import logical

_VARIABLE = "VERSION"
"""The container's own word for it."""


def released(move: Move) -> Mapping[str, str]:
    """Image and version; none before the first release, for which the template has values of its own."""
    running = task_definition(move.aws, move.live.running_task_definition)
    container = running.container(move.service.names.container)
    if container is None or not container.digest:
        return {}
    return {
        logical.IMAGE_PARAMETER: container.image,
        logical.VERSION_PARAMETER: container.environment.get(_VARIABLE, ""),
    }
