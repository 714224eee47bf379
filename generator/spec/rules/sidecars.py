"""The containers beside a service's own -> complaints about names, ports and values that a task cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.sidecar import COLLECTOR, COLLECTOR_PORTS, Sidecar
from generator.spec.rules.protocol import Finding, Reading, ServiceRule
from generator.spec.rules.variables import why_changed

_AT = ("service", "sidecars")


def _check(reading: Reading) -> Iterator[Finding]:
    container = reading.service.container
    taken = {container.port: "the service's own container"}
    if container.tracing:
        taken |= dict.fromkeys(COLLECTOR_PORTS, f"{COLLECTOR}, which tracing adds,")
        for key, port in ((("port",), container.port), (("health_check", "port"), container.health_check.port)):
            if port in COLLECTOR_PORTS:
                where = reading.culprit(("service", *key), ("service", "tracing"))
                yield Finding(where, f"{COLLECTOR}, which tracing adds, listens on {port} too", "choose another one")
    for name, sidecar in container.sidecars.items():
        yield from _name(reading, name)
        if sidecar.image is None:
            yield Finding(
                reading.at(*_AT, name), "image is missing", "for example `image: public.ecr.aws/nginx/nginx:1.29`"
            )
        if sidecar.port is not None:
            if sidecar.port in taken:
                message = f"{taken[sidecar.port]} listens on {sidecar.port}: containers of a task share its ports"
                yield Finding(reading.at(*_AT, name, "port"), message, "give it another one")
            taken.setdefault(sidecar.port, name)
        yield from _texts(reading, name, sidecar)


def _name(reading: Reading, name: str) -> Iterator[Finding]:
    if name == reading.service.names.container:
        message = f"{name} is the name of the service's own container"
        yield Finding(reading.at(*_AT, name), message, "choose another one")
    if name == COLLECTOR and reading.service.container.tracing:
        yield Finding(reading.at(*_AT, name), f"{name} is the container that tracing adds", "choose another one")


def _texts(reading: Reading, name: str, sidecar: Sidecar) -> Iterator[Finding]:
    for key, words in (("command", sidecar.command), ("health_check", sidecar.health_check)):
        for index, word in enumerate(words):
            if why := why_changed(word):
                yield Finding(reading.at(*_AT, name, key, index), *why)
    for variable, value in sidecar.environment.items():
        if why := why_changed(value):
            yield Finding(reading.at(*_AT, name, "environment", variable), *why)
        if variable in sidecar.secrets:
            message = f"{variable} is both in environment and in secrets"
            yield Finding(reading.at(*_AT, name, "environment", variable), message, "keep one of them")


RULE = ServiceRule(
    "sidecars", "Each container of a task has an image, and a name and a port that no other one has.", _check
)
