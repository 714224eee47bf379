"""All environments' services -> complaints about a load balancer that is described, and has nothing behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.problems import Location
from generator.spec.node import Mapping, find
from generator.spec.rules.protocol import Finding, Reading, SpecRule


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    """A value counts where it is written, and may be for several environments."""
    users: dict[Location, list[Reading]] = {}
    for reading in readings:
        said = find(reading.document, ("load_balancer",))
        for key in said.entries if isinstance(said, Mapping) else ():
            where = reading.at("load_balancer", key)
            # A file that several projects extend speaks for others, too.
            if where.file == reading.document.location.file:
                users.setdefault(where, []).append(reading)
    for where, of_value in users.items():
        if not any(reading.project.answering for reading in of_value):
            message = "is of no use: no service here answers requests, so there is no load balancer"
            yield Finding(where, message, "remove it, or add the service that is behind it")


RULE = SpecRule("idle-load-balancer", "What is said of a load balancer is for a service behind it.", _check)
