"""What the containers of a task wait for -> complaints about what never comes, so that no task would start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.container import Container
from generator.spec.node import Step
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_ENDED = ("success", "complete")
_OWN = ("service", "depends_on")


def _check(reading: Reading) -> Iterator[Finding]:
    container, own = reading.service.container, reading.service.names.container
    waits = {own: container.depends_on} | {name: each.depends_on for name, each in container.sidecars.items()}
    for name, others in waits.items():
        path = _OWN if name == own else ("service", "sidecars", name, "depends_on")
        for other, word in others.items():
            if why := _why_never(container, own, name, other, word):
                yield Finding(reading.at(*path, other), *why)
    yield from _circle(reading, waits, own)


def _why_never(container: Container, own: str, name: str, other: str, word: str) -> tuple[str, str] | None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html says what each word is."""
    if name == other:
        return f"{name} waits for itself", "remove it"
    if other == own:
        is_essential, is_asked = True, bool(container.health_check.command)
        asked = "service.health_check.command"
    elif other in container.sidecars:
        sidecar = container.sidecars[other]
        is_essential, is_asked = sidecar.essential, bool(sidecar.health_check)
        asked = f"sidecars.{other}.health_check"
    else:
        others = [each for each in (own, *container.sidecars) if each != name]
        hint = f"others are {', '.join(others)}" if others else "add it to sidecars, or remove the line"
        return f"no container of the task is called {other}", hint
    if word in _ENDED and is_essential:
        hint = "write `essential: false` there, or wait for `start`" if other != own else "wait for `start`"
        return f"{other} is essential: with its end the task ends, and nothing waits any more", hint
    if word == "healthy" and not is_asked:
        return (
            f"nothing asks {other} how it is, so it never gets healthy",
            f"give {asked} a command, or wait for `start`",
        )
    return None


def _circle(reading: Reading, waits: Mapping[str, Mapping[str, str]], own: str) -> Iterator[Finding]:
    """The first container that waits for itself by way of others."""
    for name in waits:
        way = _way_back(waits, name)
        if way:
            path: tuple[Step, ...] = _OWN if name == own else ("service", "sidecars", name, "depends_on")
            yield Finding(reading.at(*path, way[0]), f"{' waits for '.join([name, *way])}: none of them starts")
            return


def _way_back(waits: Mapping[str, Mapping[str, str]], start: str) -> list[str]:
    """From a container to itself, over one other at least; empty where none leads back."""
    ways = [[other] for other in waits[start] if other != start]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, other] for other in waits.get(way[-1], ())]
    return []


RULE = ServiceRule("waits", "A container waits for containers of its task that come into that state.", _check)
