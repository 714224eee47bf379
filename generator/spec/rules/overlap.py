"""``overlap: false`` of a worker -> a complaint where it has several tasks, which ECS does not end all at once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_COUNT = ("service", "count")


def _check(reading: Reading) -> Iterator[Finding]:
    """ECS has a limit for all tasks of a service together, and none that keeps its versions apart.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
    """
    service = reading.service
    most = max(service.container.count.min, service.container.count.max)
    if service.overlaps or most == 1:
        return
    where = reading.culprit((*_COUNT, "max"), (*_COUNT, "min"), _COUNT, ("overlap",))
    message = f"of {most} tasks ECS may start new ones while old ones still run: only one task does not overlap"
    yield Finding(where, message, "write count: 1, or remove overlap: false")


RULE = ServiceRule("overlap", "A worker whose tasks do not overlap has one task.", _check)
