"""One of the two that are compared: its stacks in deploy order, and the files that a release reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from generator.cfn.walk import calls
from generator.gate.resolve import Resolver
from generator.gate.subject import SideFile, Subject
from generator.gate.system import Resource, System
from generator.gate.value import mapping


class StackTemplate(NamedTuple):
    """A template, and how it is deployed."""

    key: str
    """What the stack is called on both sides."""
    name: str
    """What people call it."""
    subject: Subject
    """Its ``stack`` is the key."""
    after: tuple[str, ...] = ()
    """The names of the stacks that must be there first."""
    policy: Any = None
    """The stack policy's document."""
    is_by_hand: bool = False
    """Whether an administrator deploys it, beside the order of the others."""


class Export(NamedTuple):
    """A value that a stack gives to others."""

    stack: str
    output: str
    value: Any
    """Resolved."""


@dataclass(frozen=True)
class Side:
    """``name`` tells people which side it is."""

    name: str
    stacks: Mapping[str, StackTemplate]
    files: Mapping[str, SideFile] = field(default_factory=dict)
    """What a release reads, by path: task definition, appspec, buildspec."""
    specs: Mapping[str, Any] = field(default_factory=dict)
    """The specs that it comes from, by path, as far as they are known."""
    others: Mapping[str, str] = field(default_factory=dict)
    """The texts of what neither a stack nor a release reads."""
    same: int = 0
    """Resources that are not among the stacks, since nothing of their project changes."""

    @cached_property
    def system(self) -> System:
        """The templates with what refers to others resolved."""
        return System(self._subjects)

    @cached_property
    def _subjects(self) -> tuple[Subject, ...]:
        return tuple(each.subject._replace(data=_asking(each.subject.data)) for each in self.stacks.values())

    @cached_property
    def resolver(self) -> Resolver:
        """Resolves what is no property: an output's value, the name of an export."""
        return Resolver(self._subjects)

    @cached_property
    def resources(self) -> Mapping[tuple[str, str], Resource]:
        """All resources, by stack and logical id."""
        return {(each.template.stack, each.id): each for each in self.system.resources}

    @cached_property
    def exports(self) -> Mapping[str, Export]:
        """Every export by its name, as far as that is known."""
        found: dict[str, Export] = {}
        for key, stack in self.stacks.items():
            for output, body in mapping(stack.subject.data, "Outputs").items():
                name = self.resolver.resolve(key, mapping(body, "Export").get("Name"))
                if isinstance(name, str) and name not in found:
                    found[name] = Export(key, str(output), self.resolver.resolve(key, mapping(body).get("Value")))
        return found

    def shown(self, stack: str) -> Mapping[str, Any]:
        """The values of a stack's outputs that are no exports, resolved."""
        return {
            str(output): self.resolver.resolve(stack, body.get("Value"))
            for output, body in mapping(self.stacks[stack].subject.data, "Outputs").items()
            if isinstance(body, Mapping) and "Export" not in body
        }

    @cached_property
    def importers(self) -> Mapping[str, tuple[str, ...]]:
        """The name of an export -> the stacks that import it."""
        found: dict[str, dict[str, None]] = {}
        for key, name in self._imports():
            found.setdefault(name, {})[key] = None
        return {name: tuple(keys) for name, keys in found.items()}

    def _imports(self) -> Iterator[tuple[str, str]]:
        for key, stack in self.stacks.items():
            for argument in calls(stack.subject.data, "Fn::ImportValue"):
                name = self.resolver.resolve(key, argument)
                if isinstance(name, str):
                    yield key, name


def _asking(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A template whose parameters have no default: a stack that is there keeps the value that it was given.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html
    """
    parameters = data.get("Parameters")
    if not isinstance(parameters, Mapping):
        return data
    bare = {
        name: {key: value for key, value in body.items() if key != "Default"} if isinstance(body, Mapping) else body
        for name, body in parameters.items()
    }
    return {**data, "Parameters": bare}
