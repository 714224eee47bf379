"""A CloudFormation template in the making: resources with the spec lines they came from."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import troposphere
from troposphere import AWSObject, Parameter, Tags

from generator.cfn.plain import plain
from generator.cfn.protection import Protection
from generator.naming.layout import mark
from generator.problems import Location

# What people would miss outlives its stack, but for a first deploy that failed: what that left behind would
# be in the way of the next try, since its name is taken.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
KEPT = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}

_TAGS = {"Tags", "FileSystemTags", "AccessPointTags"}
"""The property that holds the tags of a type: it has one of them."""

Resource = TypeVar("Resource", bound=AWSObject)


class Output(NamedTuple):
    """A value that a stack shows; ``export`` is its name for other stacks, when it has one."""

    logical_id: str
    description: str
    value: Any
    export: str | None = None
    condition: str | None = None
    """The name of the condition under which there is such a value."""


@dataclass
class Template:
    """Resources, in the order in which a person would explain them.

    Every resource that can be tagged is: the tags are the template's, not the resource's business. A resource
    may bring a tag such as ``Name``, which yields to the template's of that name: AWS takes each key once.
    """

    description: str
    """What it is, in words; the version of the layout follows."""
    tags: Mapping[str, str]
    fixed_tags: Mapping[str, str] = field(default_factory=dict)
    """The tags of locked resources: those that a spec cannot change, since a change would be an update."""
    _resources: dict[str, AWSObject] = field(default_factory=dict)
    _origins: dict[str, Location] = field(default_factory=dict)
    _outputs: dict[str, Output] = field(default_factory=dict)
    _parameters: dict[str, Parameter] = field(default_factory=dict)
    _conditions: dict[str, Any] = field(default_factory=dict)
    _protections: dict[str, Protection] = field(default_factory=dict)
    _patched: Mapping[str, Any] | None = None

    def add(self, resource: Resource, origin: Location, protection: Protection = Protection.NONE) -> Resource:
        """Adds a resource and remembers which line of the spec asked for it."""
        logical_id = resource.title
        if logical_id in self._resources:
            raise ValueError(f"two resources are called {logical_id}")
        for key in _TAGS & resource.props.keys():
            tags = self.fixed_tags if protection is Protection.LOCKED else self.tags
            own = resource.properties.get(key)
            others = {tag["Key"]: tag["Value"] for tag in own.to_dict() if tag["Key"] not in tags} if own else {}
            setattr(resource, key, Tags({**tags}) + Tags(others))
        self._resources[logical_id] = resource
        self._origins[logical_id] = origin
        if protection is not Protection.NONE:
            self._protections[logical_id] = protection
        return resource

    def output(
        self, logical_id: str, description: str, value: Any, export: str | None = None, condition: str | None = None
    ) -> None:
        """Adds an output, exported when it is given a name."""
        if logical_id in self._outputs:
            raise ValueError(f"two outputs are called {logical_id}")
        self._outputs[logical_id] = Output(logical_id, description, value, export, condition)

    def parameter(self, parameter: Parameter) -> None:
        """Adds a parameter, a question to the person who deploys the template."""
        if parameter.title in self._parameters:
            raise ValueError(f"two parameters are called {parameter.title}")
        self._parameters[parameter.title] = parameter

    def condition(self, name: str, expression: Any) -> None:
        """Adds a condition, under which resources and outputs may then be."""
        if name in self._conditions:
            raise ValueError(f"two conditions are called {name}")
        self._conditions[name] = expression

    def patch(self, data: Mapping[str, Any], origins: Mapping[str, Location]) -> None:
        """Takes data in the place of what was added; ``origins`` says which lines asked for resources of it."""
        resources = {name: in_order(resource) for name, resource in data["Resources"].items()}
        sections = {**data, "Resources": resources}
        self._patched = {name: sections[name] for name in SECTIONS if sections.get(name)}
        self._origins.update(origins)

    @property
    def origins(self) -> Mapping[str, Location]:
        """Logical id -> the place in the spec that it came from."""
        return self._origins

    @property
    def protections(self) -> Mapping[str, Protection]:
        """Logical id -> what no update may do to it, for the resources that releases own."""
        return self._protections

    @property
    def resource_types(self) -> frozenset[str]:
        """Which types of resources it holds."""
        return frozenset(self._types)

    def count(self, resource_type: str) -> int:
        """How many resources of a type it holds."""
        return self._types.count(resource_type)

    @property
    def _types(self) -> list[str]:
        if self._patched is not None:
            return [resource["Type"] for resource in self._patched["Resources"].values()]
        return [resource.resource_type for resource in self._resources.values()]

    def __len__(self) -> int:
        return len(self._types)

    def to_dict(self) -> dict[str, Any]:
        """The template as plain data, validated by troposphere. Raises ValueError on our mistakes."""
        if self._patched is not None:
            return deepcopy(dict(self._patched))
        sections = {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": f"{self.description} {mark()}",
            "Parameters": plain(self._parameters),
            "Conditions": plain(self._conditions),
            "Resources": {name: in_order(plain(resource)) for name, resource in self._resources.items()},
            "Outputs": {name: plain(_output(output)) for name, output in self._outputs.items()},
        }
        return {name: section for name, section in sections.items() if section}


SECTIONS = (
    "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Resources",
    "Outputs",
)  # fmt: skip
"""In the order of AWS's documents: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html."""
ATTRIBUTES = (
    "Type", "Condition", "DependsOn", "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy",
    "Metadata", "Properties",
)  # fmt: skip
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html."""


def in_order(resource: dict[str, Any]) -> dict[str, Any]:
    """As AWS's documents order them, whatever the order in which somebody puts them."""
    unknown = resource.keys() - set(ATTRIBUTES)
    if unknown:
        raise ValueError(f"no place for {sorted(unknown)}")
    return {key: resource[key] for key in ATTRIBUTES if key in resource}


def _output(output: Output) -> troposphere.Output:
    options: dict[str, Any] = {"Export": troposphere.Export(output.export)} if output.export else {}
    if output.condition:
        options["Condition"] = output.condition
    return troposphere.Output(output.logical_id, Description=output.description, Value=output.value, **options)
