"""All environments' services -> complaints about a load balancer that is described, and has nothing behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.spec.node import Mapping, Step, find
from generator.spec.rules.protocol import Finding, Reading, SpecRule
from generator.spec.rules.written import written


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    for value in written(readings, _said):
        if not any(reading.project.answering for reading in value.readings):
            message = "is of no use: no service here answers requests, so there is no load balancer"
            yield Finding(value.location, message, "remove it, or add the service that is behind it")


def _said(reading: Reading) -> Iterator[tuple[Step, ...]]:
    said = find(reading.document, ("load_balancer",))
    for key in said.entries if isinstance(said, Mapping) else ():
        yield "load_balancer", key


RULE = SpecRule("idle-load-balancer", "What is said of a load balancer is for a service behind it.", _check)
