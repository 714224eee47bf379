"""``service.target`` -> complaints where no request would get to it, or would be answered for long."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_HERE = ("service", "target")


def _check(reading: Reading) -> Iterator[Finding]:
    container = reading.service.container
    name = container.target
    if name is None:
        return
    sidecar = container.sidecars.get(name)
    if sidecar is None:
        there = f"sidecars are: {', '.join(container.sidecars)}" if container.sidecars else "service.sidecars has none"
        hint = f"{there}; requests go to the service's own container if the line is left out"
        yield Finding(reading.at(*_HERE), f"there is no sidecar {name}", hint)
        return
    at = ("service", "sidecars", name)
    if sidecar.port is None:
        message = f"requests go to {name}, and nothing says where it listens"
        yield Finding(reading.culprit((*at, "port"), _HERE), message, f"give sidecars.{name} its port")
    if not sidecar.essential:
        message = f"requests go to {name}: when it ends, the task would go on without an answer to any"
        yield Finding(reading.culprit((*at, "essential"), _HERE), message, "remove `essential: false` there")


RULE = ServiceRule("target", "Requests go to a sidecar that listens, and without which the task ends.", _check)
