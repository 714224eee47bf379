"""A validated document -> the model's frozen dataclasses, every default filled in, every value with its origin."""

from __future__ import annotations

import types
import typing
from collections import abc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from generator.model.container import Count, HealthCheck, Ulimit
from generator.model.patch import Fragment, Steps
from generator.model.project import Images, Project, Shared, Spec
from generator.model.promotion import Promotion, Reader
from generator.model.service import Service
from generator.problems import Location
from generator.spec.node import Entry, Mapping, Node, Scalar, Sequence, plain
from generator.spec.overlay import ENVIRONMENTS, JOB, Document, ServiceDocument, jobs, services

T = TypeVar("T")

SHORTHANDS: dict[type, tuple[str, ...]] = {
    Count: ("min", "max"),
    HealthCheck: ("path",),
    Ulimit: ("soft", "hard"),
}
"""What may be written as a single value, and which of its fields that value then fills."""


def project(document: Document) -> Project:
    """The project in one environment."""
    return build(Project, _with_services(_with_environment(document)))


def spec(file: str, origin: Location, projects: Iterable[Project]) -> Spec:
    """The whole file: its projects, and what they share."""
    found = {each.environment.name: each for each in projects}
    members = tuple(
        replace(each, promotion=_promotion(each.environment.promote, found)) if each.environment.promote else each
        for each in found.values()
    )
    return Spec(file, _shared(members, origin), members)


def _promotion(promoted: str, members: abc.Mapping[str, Project]) -> Promotion:
    """Where a valid spec says that the images of an environment come from."""
    builder = members[promoted]
    assert builder.environment.account, promoted
    return Promotion(
        project=builder.name,
        environment=promoted,
        account=builder.environment.account,
        region=builder.region,
        by_tag=builder.environment.trigger.tag is not None,
        builds_branches=builder.builds_branches,
    )


def build(cls: type[T], node: Node) -> T:
    """An instance of the dataclass ``cls``: what ``node`` says, and defaults for the rest."""
    node = _spelled_out(cls, node)
    hints = _hints(cls)  # type: ignore[arg-type]  # mypy doubts that a class is hashable
    values: dict[str, Any] = {}
    for field in fields(cls):  # type: ignore[arg-type]  # every cls is a dataclass of model/
        if field.name == "origin":
            values["origin"] = node.location
            continue
        kind = hints[field.name]
        inner = node.get(field.metadata.get("key", field.name))
        if inner is not None:
            values[field.name] = _value(kind, inner)
        elif is_dataclass(kind) and _has_default(field):
            # Built from nothing instead of copied, so that what it holds has an origin: the mapping it is missing from.
            values[field.name] = build(typing.cast("type[Any]", kind), Mapping({}, node.location))
    return cls(**values)


def _value(kind: Any, node: Node) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if Fragment in typing.get_args(kind):
            return _value(Fragment, node)  # In which false is a value, and not the absence of one.
        if isinstance(node, Scalar) and node.value is False:
            return None
        options = [option for option in typing.get_args(kind) if option is not types.NoneType]
        is_flag = isinstance(node, Scalar) and node.value is True and bool in options
        (kind,) = [bool] if is_flag else [option for option in options if option is not bool or len(options) == 1]
        return _value(kind, node)
    if origin is tuple and isinstance(node, Sequence):
        return tuple(_value(typing.get_args(kind)[0], item) for item in node.items)
    if origin is abc.Mapping and isinstance(node, Mapping):
        return {key: _value(typing.get_args(kind)[1], entry.node) for key, entry in node.entries.items()}
    if kind is Fragment:
        return Fragment(plain(node), dict(_lines(node, ())))
    if is_dataclass(kind):
        return build(typing.cast("type[Any]", kind), node)
    assert isinstance(node, Scalar), (kind, node)
    return _SCALARS[kind](node)


_SCALARS: dict[Any, Callable[[Scalar], Any]] = {
    str: lambda node: node.text,
    bool: lambda node: node.value,
    # 2.0 is a whole number in JSON Schema, and an id may be in quotes.
    int: lambda node: int(typing.cast("float | str", node.value)),
    float: lambda node: node.value,  # 5 stays 5: the templates show what the user wrote
}


def _lines(node: Node, path: Steps) -> Iterator[tuple[Steps, Location]]:
    """Where each value of a fragment is written: at its key, where it has one."""
    yield path, node.location
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _lines(item, (*path, index))
    elif isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield from _lines(entry.node, (*path, key))
            yield (*path, key), entry.key_location


def _spelled_out(cls: type, node: Node) -> Mapping:
    if isinstance(node, Scalar):
        return Mapping({name: Entry(node.location, node) for name in SHORTHANDS[cls]}, node.location)
    assert isinstance(node, Mapping), node
    return node


def _with_environment(document: Document) -> Mapping:
    """The document with its only environment as ``environment``, which knows its name."""
    root = document.root
    environments = root.entries[ENVIRONMENTS].node
    assert isinstance(environments, Mapping)
    entry = environments.entries[document.environment]
    assert isinstance(entry.node, Mapping)
    name = Scalar(document.environment, document.environment, entry.key_location)
    own = Mapping({"name": Entry(entry.key_location, name), **entry.node.entries}, entry.key_location)
    return Mapping({**root.entries, "environment": Entry(entry.key_location, own)}, root.location)


def _with_services(root: Mapping) -> Mapping:
    """The document with what it says of each service, one after the other, in ``settings``; of jobs beside that."""
    of_services = Sequence(tuple(map(_settings, services(root))), root.location)
    of_jobs = Sequence(tuple(map(_job_settings, jobs(root))), root.location)
    added = {"settings": Entry(root.location, of_services), "job_settings": Entry(root.location, of_jobs)}
    return Mapping({**root.entries, **added}, root.location)


def _settings(document: ServiceDocument) -> Mapping:
    root, origin = document.root, document.origin
    name = Scalar(document.service, document.service, origin)
    own = {"name": Entry(origin, name), "container": root.entries["service"]}
    own |= {
        key: root.entries[key]
        for key in ("kind", "build", "release", "traffic", "route", "queue", "overlap")
        if key in root.entries
    }
    for home, key in (("git", "tag_prefix"), ("service", "paths")):
        mapping = root.get(home)
        if isinstance(mapping, Mapping) and key in mapping.entries:
            own[key] = mapping.entries[key]
    return Mapping(own, origin)


def _job_settings(document: ServiceDocument) -> Mapping:
    root, origin = document.root, document.origin
    name = Scalar(document.service, document.service, origin)
    own = {"name": Entry(origin, name), "container": root.entries["service"], JOB: root.entries[JOB]}
    return Mapping(own, origin)


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _shared(members: tuple[Project, ...], origin: Location) -> Shared:
    common = set.intersection(*({*member.tags.items()} for member in members))
    tags = {key: value for key, value in members[0].tags.items() if (key, value) in common}
    services = dict.fromkeys(service.name for member in members for service in member.services)
    return Shared(
        name=members[0].name,
        tags=tags,
        makes_connection=any(member.connection is None and member.takes_commits for member in members),
        regions=tuple(dict.fromkeys(member.region for member in members)),
        images=tuple(filter(None, (_images(members, name, tags, origin) for name in services))),
        origin=origin,
    )


def _images(members: tuple[Project, ...], name: str, tags: abc.Mapping[str, str], origin: Location) -> Images | None:
    """None where somebody else has the images in all environments."""
    every = [service for member in members for service in member.services if service.name == name]
    own = [service for service in every if service.image_address is None]
    if not own:
        return None
    return Images(
        project=members[0].name,
        service=name,
        tags=tags,
        release_tag_prefixes=tuple(sorted({each.tag_prefix for each in own if not each.project.builds_branches})),
        branch_environments={each.environment.name: each.tag_prefix for each in own if each.project.builds_branches},
        readers=_readers(own),
        origin=origin,
    )


def _readers(services: Iterable[Service]) -> abc.Mapping[str, tuple[Reader, ...]]:
    found: dict[str, tuple[Reader, ...]] = {}
    for service in services:
        reads = service.promotion.readers(service.name, service.project) if service.promotion else {}
        for repository, reader in reads.items():
            found[repository] = (*found.get(repository, ()), reader)
    return found
