"""ECS Exec -> a complaint when the container's file system is read-only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    service = reading.service.container
    # The agent that runs the shell writes into the container:
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
    if service.exec and service.read_only:
        where = reading.culprit(("service", "exec"), ("service", "read_only"))
        yield Finding(where, "ECS Exec does not work in a read-only root file system", "add `read_only: false`")


RULE = ServiceRule("exec-read-only", "ECS Exec has a root file system that it can write to.", _check)
