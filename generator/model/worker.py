"""One worker in one environment: a service that nothing asks, and that takes its work from a queue or elsewhere."""

from __future__ import annotations

from generator.model.queue import Queue
from generator.model.service import Service


class Worker(Service):
    """Image, pipeline and releases are as those of every service; it has no route and no traffic.

    A port it has where others reach it by its name.
    """

    @property
    def answers(self) -> bool:
        """No load balancer asks it."""
        return False

    @property
    def rolls(self) -> bool:
        """Unless the project has ECS release its services, too.

        In any project where its tasks do not overlap, and where others reach it: they keep the connections they have.
        """
        return self.release.engine != "ecs" or not self.overlaps or self.is_named

    @property
    def overlaps(self) -> bool:
        """Unless the spec says otherwise."""
        return self.settings.overlap

    @property
    def queue(self) -> Queue | None:
        """Where its work comes from; None where it knows that itself."""
        return self.settings.queue
