"""cpu and memory -> a complaint when Fargate has no such size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.spec.rules.protocol import Finding, ProjectRule, Reading

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
MEMORY: dict[int, tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4096 + 1, 1024)),
    1024: tuple(range(2048, 8192 + 1, 1024)),
    2048: tuple(range(4096, 16384 + 1, 1024)),
    4096: tuple(range(8192, 30720 + 1, 1024)),
    8192: tuple(range(16384, 61440 + 1, 4096)),
    16384: tuple(range(32768, 122880 + 1, 8192)),
    32768: (61440, 122880, 249856),
}
"""MiB of memory that go with so many CPU units."""


def _check(reading: Reading) -> Iterator[Finding]:
    service = reading.project.service
    sizes = MEMORY[service.cpu]
    if service.memory in sizes:
        return
    where = reading.culprit(("service", "memory"), ("service", "cpu"))
    nearest = min(sizes, key=lambda size: abs(size - service.memory))
    message = f"Fargate has no task of {service.cpu} CPU units with {service.memory} MiB of memory"
    yield Finding(where, message, f"with cpu: {service.cpu}, memory is {_described(sizes)}; the nearest is {nearest}")


def _described(sizes: tuple[int, ...]) -> str:
    steps = {later - earlier for earlier, later in pairwise(sizes)}
    if len(steps) > 1:
        return f"{', '.join(map(str, sizes[:-1]))} or {sizes[-1]}"
    return f"from {sizes[0]} to {sizes[-1]} in steps of {steps.pop()}"


RULE = ProjectRule("fargate-size", "cpu and memory are a pair that Fargate has.", _check)
