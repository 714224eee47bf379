"""Environments and services -> complaints where a service has the name of an environment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.naming import MAIN
from generator.spec.rules.protocol import Finding, Reading, SpecRule


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    """Repositories are PROJECT/SERVICE, and PROJECT/ENVIRONMENT where an environment has images of its own."""
    environments = {reading.name for reading in readings}
    services = {reading.service.name: reading.service for reading in reversed(readings)}
    for service in reversed(services.values()):
        if service.name != MAIN and service.name in environments:
            message = f"the service {service.name} has the name of an environment"
            yield Finding(service.origin, message, f"rename one of them: {service.name}-service, for example")


RULE = SpecRule("service-names", "No service has the name of an environment.", _check)
