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
        """Unless the project has ECS release its services, too; where its tasks do not overlap, in any project."""
        return self.release.engine != "ecs" or not self.overlaps

    @property
    def overlaps(self) -> bool:
        """Unless the spec says otherwise."""
        return self.settings.overlap

    @property
    def queue(self) -> Queue | None:
        """Where its work comes from; None where it knows that itself."""
        return self.settings.queue
