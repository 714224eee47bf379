"""The release -> complaints about what its engine does not take, or not for so long."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engines.limit import refusals
from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    for refusal in refusals(reading.service.release):
        where = reading.culprit(*(("release", *key.split(".")) for key in refusal.keys))
        yield Finding(where, refusal.message, refusal.hint)


RULE = ServiceRule("release-engine", "A release is what its engine can do, and takes no longer than it allows.", _check)
