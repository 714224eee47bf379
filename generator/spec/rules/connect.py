"""``service.connect`` -> a complaint where the engine has no Service Connect, or where there is nobody to reach."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_OWN = "localhost"
"""In every container, the name of its own task."""


def _check(reading: Reading) -> Iterator[Finding]:
    """CodeDeploy makes task sets, and CreateTaskSet takes no Service Connect.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
    """
    service = reading.service
    if not service.container.connect:
        return
    if not service.answers:
        yield from _of_a_worker(reading)
    elif service.release.engine != "ecs":
        where = reading.culprit(("service", "connect"), ("release", "engine"))
        message = f"releases by {service.release.engine} start task sets, and those cannot be in Service Connect"
        yield Finding(where, message, "write release: {engine: ecs}, or remove the line")
    if service.is_named and service.name == _OWN:
        message = f"http://{_OWN} is the task itself, and others would not reach the service by that name"
        yield Finding(service.origin, message, "give the service another name")


def _of_a_worker(reading: Reading) -> Iterator[Finding]:
    """ECS releases every worker itself; but of the services, only those that it releases, too, are connected."""
    others = [each for each in reading.project.services if each.name != reading.service.name]
    if reading.service.is_named:
        if not any(each.container.connect for each in others):
            message = f"there is nobody who reaches it by name: nothing else of {reading.name} says connect"
            yield Finding(reading.at("service", "connect"), message, "add connect: true to what asks it")
    elif not any(each.is_named for each in others):
        message = f"there is nobody to reach by name: no service of {reading.name} says connect"
        yield Finding(reading.at("service", "connect"), message, "add connect: true to the service that it asks")


RULE = ServiceRule(
    "connect",
    "Services that reach each other by name are released by ECS, and a worker has one to ask, or one that asks it.",
    _check,
)
