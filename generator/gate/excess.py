"""A template -> where it has more of something than CloudFormation takes, or than is judged.

Such a template is refused whatever else is in it, so cfn-lint is not asked: it takes 3 ms for each of 5,000 resources,
and its time grows with the square of conditions, of dependencies, and of the length of a list.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.subject import Path, Subject
from generator.gate.value import mapping

_QUOTAS = {"Parameters": 200, "Mappings": 200, "Resources": 500, "Outputs": 200}
"""CloudFormation's."""
_ATTRIBUTES = 200
"""Of one mapping: CloudFormation's."""
MOST_CONDITIONS = 300
"""CloudFormation states no limit; with so many cfn-lint takes up to 15 s."""
MOST_REFERENCES = 5_000
"""``Ref``, ``Fn::GetAtt``, ``Fn::If`` and dependencies of all resources; with so many cfn-lint takes 4 s."""
MOST_ITEMS = 1_000
"""Of a list of objects; the longest that AWS knows is a prefix list's or a security group's:
https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""
_REFERENCES = frozenset({"Ref", "Fn::GetAtt", "Fn::If"})


class Excess(NamedTuple):
    """The first thing that is too many, and how many there are."""

    path: Path
    message: str


def excess(template: Subject) -> Iterator[Excess]:
    """All kinds of which the template has too many."""
    size = len(template.text.encode())
    if size > template.limit:
        yield Excess((), _taken(size, "bytes", template.limit))
    for section, limit in _QUOTAS.items():
        yield from _many((section,), mapping(template.data, section), limit, _taken)
    for name, attributes in mapping(template.data, "Mappings").items():
        yield from _many(("Mappings", name), mapping(attributes), _ATTRIBUTES, _taken, "attributes")
    yield from _many(("Conditions",), mapping(template.data, "Conditions"), MOST_CONDITIONS, _judged)
    yield from _inside(mapping(template.data, "Resources"))


def _inside(resources: Mapping[str, Any]) -> Iterator[Excess]:
    references: list[Path] = []
    for path, value in _values(resources):
        attribute = path[2] if len(path) > 2 else ""
        if path[-1] in _REFERENCES or (attribute == "DependsOn" and isinstance(value, str)):
            references.append(path)
        elif attribute == "Properties" and _are_objects(value) and len(value) > MOST_ITEMS:
            yield Excess((*path, MOST_ITEMS), _judged(len(value), "items", MOST_ITEMS))
    if len(references) > MOST_REFERENCES:
        yield Excess(references[MOST_REFERENCES], _judged(len(references), "references", MOST_REFERENCES))


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _values(resources: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Every value in them and its path, in their order."""
    waiting: list[tuple[Path, Any]] = [(("Resources",), resources)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        inner = value.items() if isinstance(value, Mapping) else enumerate(value if isinstance(value, list) else ())
        waiting += [((*path, step), item) for step, item in inner][::-1]


def _many(
    path: Path, entries: Mapping[str, Any], most: int, said: Callable[[int, str, int], str], unit: str = ""
) -> Iterator[Excess]:
    """At the first entry that is too many."""
    if len(entries) > most:
        yield Excess((*path, [*entries][most]), said(len(entries), unit or str(path[-1]).lower(), most))


def _taken(count: int, unit: str, most: int) -> str:
    return f"has {count:,} {unit}; CloudFormation takes {most:,}"


def _judged(count: int, unit: str, most: int) -> str:
    return f"has {count:,} {unit}; no more than {most:,} are judged"
