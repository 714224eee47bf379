"""The release's steps -> a complaint when moving the traffic takes longer than the engine allows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engines.limit import refusals
from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    for refusal in refusals(reading.service.release):
        where = reading.culprit(*(("release", key) for key in refusal.keys))
        yield Finding(where, refusal.message, refusal.hint)


RULE = ServiceRule("release-time", "A release takes no longer than its engine allows.", _check)
