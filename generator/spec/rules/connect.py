"""``service.connect`` -> a complaint where the engine has no Service Connect."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    """CodeDeploy makes task sets, and CreateTaskSet takes no Service Connect.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
    """
    service = reading.service
    if service.container.connect and service.release.engine != "ecs":
        where = reading.culprit(("service", "connect"), ("release", "engine"))
        message = f"releases by {service.release.engine} start task sets, and those cannot be in Service Connect"
        yield Finding(where, message, "write release: {engine: ecs}, or remove the line")


RULE = ServiceRule("connect", "Services that reach each other by name are released by ECS.", _check)
