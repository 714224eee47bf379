"""One worker in one environment: a service that nothing asks, and that takes its work from a queue or elsewhere."""

from __future__ import annotations

from generator.model.queue import Queue
from generator.model.service import Service


class Worker(Service):
    """Image, pipeline and releases are as those of every service; it has no port, no route and no traffic."""

    @property
    def answers(self) -> bool:
        """Nothing asks it."""
        return False

    @property
    def rolls(self) -> bool:
        """Unless the project has ECS release its services, too."""
        return self.release.engine != "ecs"

    @property
    def queue(self) -> Queue | None:
        """Where its work comes from; None where it knows that itself."""
        return self.settings.queue
