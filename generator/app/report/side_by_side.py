"""The environments of a spec -> the settings in which they differ, each with the line that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.gate.subject import Path, nearest
from generator.model.project import Project
from generator.model.service import Service
from generator.naming import MAIN
from generator.problems import Location

DEFAULT = Location("")
"""The place of what no line of the spec says."""
_SETTINGS = (
    "region", "connection", "tags", "permissions_boundary", "cluster", "network", "load_balancer", "git",
    "notifications",
)  # fmt: skip
_OF_JOB = ("command", "cpu", "memory")
"""The rest of a job is as its service has it, unless it says so."""
_OF_SERVICE = ("build", "release", "traffic")


@dataclass(frozen=True)
class Cell:
    """What an environment has."""

    value: str
    place: Location
    """:data:`DEFAULT` where no line says it."""


@dataclass(frozen=True)
class Difference:
    """A setting, and what each environment has; None where an environment has no such setting."""

    key: str
    """In the spec's words: ``service.count.min``."""
    cells: tuple[Cell | None, ...]


def differences(projects: Sequence[Project], lines: Mapping[Path, Location]) -> tuple[Difference, ...]:
    """``lines`` are where each value of the spec stands. In the order of the spec's reference."""
    every = [dict(_settings(project)) for project in projects]
    keys = dict.fromkeys(key for settings in every for key in settings)
    found = []
    for key in keys:
        values = [settings.get(key) for settings in every]
        if any(value != values[0] for value in values):
            cells = (
                None if value is None else Cell(value, _place(lines, project, key))
                for project, value in zip(projects, values, strict=True)
            )
            found.append(Difference(".".join(key), tuple(cells)))
    return tuple(found)


def _settings(project: Project) -> Iterator[tuple[tuple[str, ...], str]]:
    environment = project.environment
    yield from _values(("trigger",), environment.trigger)
    yield from _values(("approval",), environment.approval)
    yield from _values(("account",), environment.account)
    for name in _SETTINGS:
        yield from _values((name,), getattr(project, name))
    for service in project.services:
        yield from _of_service(service)
    for job in project.jobs:
        yield from _values(("services", job.name), job.schedule)
        for name in _OF_JOB:
            yield from _values(("services", job.name, name), getattr(job.container, name))


def _of_service(service: Service) -> Iterator[tuple[tuple[str, ...], str]]:
    start: tuple[str, ...] = () if service.name == MAIN else ("services", service.name)
    yield from _values(start or ("service",), service.container)
    for name in _OF_SERVICE:
        yield from _values((*start, name), getattr(service, name))
    yield from _values((*start, "queue"), service.queue)
    if not service.answers:
        yield from _values((*start, "overlap"), service.overlaps)


def _values(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The single values inside of a value, as a person reads them."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name != "origin":
                yield from _values((*path, field.name), getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _values((*path, str(key)), item)
    elif isinstance(value, tuple):
        if value:
            yield path, ", ".join(_item(item) for item in value)
    elif value is not None:
        yield path, _item(value)


def _item(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if is_dataclass(value):
        return "; ".join(text for _, text in _values((), value))
    return str(value)


def _place(lines: Mapping[Path, Location], project: Project, key: tuple[str, ...]) -> Location:
    """The environment's own line before the one of all environments; of what is said in short, the nearest around."""
    name = project.environment.name
    for path in ((*("environments", name), *key), key):
        # A section alone says nothing of a value in it that it does not have.
        shortest = len(path) - len(key) + 1
        for length in range(len(path), shortest - 1, -1):
            if path[:length] in lines and (length == len(path) or not _has_keys(lines, path[:length])):
                return nearest(lines, path[:length], DEFAULT)
    return DEFAULT


def _has_keys(lines: Mapping[Path, Location], path: Path) -> bool:
    return any(other[: len(path)] == path and len(other) > len(path) for other in lines)
