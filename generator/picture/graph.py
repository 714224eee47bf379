"""A system of templates -> its resources as nodes, in a column for each stack, and an edge for each reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.difference.reference import references
from generator.gate.resolve import Resolver, exports
from generator.gate.subject import Subject
from generator.gate.system import Resource, System
from generator.picture.exposure import exposure
from generator.picture.named import named
from generator.problems import Location


class Key(NamedTuple):
    """What tells a resource from all others: its stack's name and its logical id."""

    stack: str
    id: str


@dataclass(frozen=True)
class Node:
    """A resource."""

    key: Key
    type: str
    """``AWS::ECS::Service``."""
    name: str
    """The name that its template gives it; empty where that gives none."""
    origin: Location
    """The place in the spec that asks for it."""
    exposure: str
    """In which way the internet reaches it; empty where it does not."""


@dataclass(frozen=True)
class Column:
    """A stack, its resources from what refers to none of the others down to what refers to most."""

    stack: str
    title: str
    template: str
    """The template's path below the output folder."""
    nodes: tuple[Node, ...]


class Edge(NamedTuple):
    """``source`` refers to ``target``, or waits for it."""

    source: Key
    target: Key


@dataclass(frozen=True)
class Graph:
    """All of a system; the columns in the order of deployment, the edges in the order of their sources."""

    columns: tuple[Column, ...]
    edges: tuple[Edge, ...]

    @property
    def nodes(self) -> Iterator[Node]:
        """Column by column."""
        for column in self.columns:
            yield from column.nodes


def graph(system: System, titles: Mapping[str, str]) -> Graph:
    """``titles`` are what the stacks are called, by their names, in the order of the columns; others are left out."""
    templates = {template.stack: template for template in system.templates}
    shown = [templates[stack] for stack in titles if stack in templates]
    resources = {Key(each.template.stack, each.id): each for each in system.resources if each.template.stack in titles}
    edges = tuple(dict.fromkeys(_edges(system, resources)))
    columns = (_column(system, template, titles[template.stack], resources, edges) for template in shown)
    return Graph(tuple(column for column in columns if column.nodes), edges)


def _edges(system: System, resources: Mapping[Key, Resource]) -> Iterator[Edge]:
    links = _Links(system.templates)
    for key, resource in resources.items():
        found = [*links.of(key.stack, resource.body), *(Key(key.stack, each) for each in resource.depends_on)]
        found += [Key(each.template.stack, each.id) for each in named(system, resource)]
        yield from (Edge(key, target) for target in found if target in resources and target != key)


class _Links:
    """Follows functions of CloudFormation to the resources that they refer to, through exports of other stacks."""

    def __init__(self, templates: tuple[Subject, ...]) -> None:
        self._resolver = Resolver(templates)
        self._exports: dict[str, tuple[str, Any]] = {}
        for template in templates:
            for name, value in exports(template.data).values():
                self._exports.setdefault(str(self._resolver.resolve(template.stack, name)), (template.stack, value))

    def of(self, stack: str, value: Any) -> Iterator[Key]:
        """The resources, as often as they are referred to."""
        for found in references(value, lambda name: self._resolver.resolve(stack, name)):
            if not found.is_import:
                yield Key(stack, found.target)
            elif found.target in self._exports:
                owner, exported = self._exports[found.target]
                yield from self.of(owner, exported)


def _column(
    system: System, template: Subject, title: str, resources: Mapping[Key, Resource], edges: tuple[Edge, ...]
) -> Column:
    own = [key for key in resources if key.stack == template.stack]
    depths = _depths(own, edges)
    nodes = (_node(system, key, resources[key]) for key in sorted(own, key=lambda key: depths[key]))
    return Column(template.stack, title, template.path, tuple(nodes))


def _node(system: System, key: Key, resource: Resource) -> Node:
    template = resource.template
    origin = template.origins.get(resource.id, template.origin)
    return Node(key, resource.type, _name(resource), origin, exposure(system, resource))


def _name(resource: Resource) -> str:
    return resource.name if "|" not in resource.name else ""


def _depths(keys: list[Key], edges: tuple[Edge, ...]) -> dict[Key, int]:
    """How many resources the longest way to each leads over, of those of its own stack."""
    targets: dict[Key, list[Key]] = {key: [] for key in keys}
    for edge in edges:
        if edge.source in targets and edge.target in targets:
            targets[edge.source].append(edge.target)
    depths: dict[Key, int] = {}
    # Repeated as often as the longest way may be: what refers to each other in a circle has an end like that as well.
    for _ in keys:
        before = dict(depths)
        for key in keys:
            depths[key] = max((depths.get(each, 0) + 1 for each in targets[key]), default=0)
            depths[key] = min(depths[key], len(keys))
        if depths == before:
            break
    return depths
