"""cpu and memory -> a complaint when Fargate has no such size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.model.fargate import MEMORY
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

__all__ = ["MEMORY", "RULE"]


def _check(reading: Reading) -> Iterator[Finding]:
    service = reading.container
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


RULE = ServiceRule("fargate-size", "cpu and memory are a pair that Fargate has.", _check)
