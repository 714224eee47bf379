"""Tasks that stay on demand -> a complaint where all of them are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    container = reading.service.container
    if container.on_demand is not None and not container.spot:
        where = reading.culprit(("service", "on_demand"), ("service", "spot"))
        yield Finding(where, "every task is on demand as it is", "add `spot: true`, or remove the line")


RULE = ServiceRule("spot", "Tasks that stay on demand are said of a service on Spot.", _check)
