"""Environments and services -> complaints where two of them would have the same names in AWS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.naming import MAIN
from generator.spec.rules.protocol import Finding, Reading, SpecRule


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    environments = dict.fromkeys(reading.name for reading in readings)
    first = {name: f"the environment {name}" for name in environments}
    for reading in readings:
        service = reading.service
        if service.name == MAIN:
            continue
        if service.name in environments:
            message = f"the service {service.name} has the name of an environment"
            yield Finding(service.origin, message, f"rename one of them: {service.name}-service, for example")
        base = f"{reading.name}-{service.name}"
        longer = next((name for name in environments if name.startswith(base) and name != base), "")
        if longer:
            # Who deploys the one environment may touch what has a name that begins so.
            message = (
                f"the names of the environment {longer} would begin as those of {service.name} in {reading.name} do"
            )
            yield Finding(service.origin, message, "rename one of them")
        owner = f"the service {service.name} of {reading.name}"
        other = first.setdefault(base, owner)
        if other != owner:
            message = f"{owner} would have the names of {other}: both begin with {service.names.base}"
            yield Finding(service.origin, message, "rename one of them")


RULE = SpecRule("service-names", "No service has the names of an environment, or of another's service.", _check)
