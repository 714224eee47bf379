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
        # ECS releases every worker itself; but only services that it releases, too, have a name here.
        if not any(each.container.connect for each in reading.project.answering):
            message = f"there is nobody to reach by name: no service of {reading.name} says connect"
            yield Finding(reading.at("service", "connect"), message, "add connect: true to the service that it asks")
    elif service.release.engine != "ecs":
        where = reading.culprit(("service", "connect"), ("release", "engine"))
        message = f"releases by {service.release.engine} start task sets, and those cannot be in Service Connect"
        yield Finding(where, message, "write release: {engine: ecs}, or remove the line")
    if service.answers and service.name == _OWN:
        message = f"http://{_OWN} is the task itself, and others would not reach the service by that name"
        yield Finding(service.origin, message, "give the service another name")


RULE = ServiceRule(
    "connect",
    "Services that reach each other by name are released by ECS, and a worker that asks has one to ask.",
    _check,
)
