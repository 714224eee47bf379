"""All templates and side files of one environment -> a value that rules ask questions of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.gate.resolve import NAMES, Resolver
from generator.gate.subject import Path, SideFile, Subject
from generator.gate.value import mapping, text, texts
from generator.problems import Problem, Severity

TASK_DEFINITION = "AWS::ECS::TaskDefinition"
_TOKEN = re.compile(r"\$\{([^|}]+)\|([^|}]+)(?:\|[^}]*)?\}")
_TASK_DEFINITION_FILES = ("taskdef.json", "task-definition.json")
_APPSPEC_FILES = ("appspec.yaml", "appspec.yml", "appspec.json")
_BUILDSPEC_FILES = ("buildspec.yml", ".buildspec.yml", "buildspec.yaml")
_FREE_KEYS = frozenset({"options", "dockerLabels", "driverOpts", "labels"})
"""Maps of a task definition whose keys are the user's, not AWS's."""


@dataclass(frozen=True)
class Resource:
    """One resource of a template, its properties resolved."""

    template: Subject
    id: str
    type: str
    properties: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name that the template gives it, or nothing."""
        return text(self.properties, NAMES[self.type]) if self.type in NAMES else ""

    @property
    def token(self) -> str:
        """What a ``Ref`` to it is resolved to, unless it has a name that a ``Ref`` gives."""
        return f"${{{self.template.stack}|{self.id}}}"

    @property
    def depends_on(self) -> list[str]:
        """The logical ids that it waits for explicitly."""
        return texts(self.body.get("DependsOn"))

    def problem(self, message: str, code: str, hint: str, severity: Severity, path: Path) -> Problem:
        """A finding about the resource; ``path`` begins below ``Properties``."""
        inside = ("Properties", *path) if path else ()
        return self.template.problem(self.id, message, code, hint, severity, inside)


@dataclass(frozen=True)
class Task:
    """A task definition, of a template or in a file, in CloudFormation's words."""

    place: Resource | SideFile
    properties: Mapping[str, Any]

    def path(self, *path: str | int) -> Path:
        """``path`` as the place writes it: the files of the API begin keys with a small letter."""
        if isinstance(self.place, Resource):
            return path
        return tuple(key[:1].lower() + key[1:] if isinstance(key, str) else key for key in path)


@dataclass(frozen=True)
class System:
    """Everything that is deployed together."""

    templates: tuple[Subject, ...]
    files: tuple[SideFile, ...] = ()
    is_whole: bool = True
    """Whether there is nothing else: what no template makes does not exist."""
    waived: frozenset[str] = frozenset()
    """Ids of rules that do not apply, since the owner asked for what they are against; or, as ``rule:LogicalId``, not
    to one resource."""

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """All of them, in the order of the templates."""
        resolver = Resolver(self.templates)
        return tuple(
            Resource(template, str(logical_id), body["Type"], resolved, body)
            for template in self.templates
            for logical_id, body in mapping(template.data, "Resources").items()
            if isinstance(body, Mapping) and isinstance(body.get("Type"), str)
            for resolved in [mapping(resolver.resolve(template.stack, body.get("Properties")))]
        )

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        result: dict[str, list[Resource]] = {}
        for resource in self.resources:
            result.setdefault(resource.type, []).append(resource)
        return result

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Resource]:
        return {(resource.template.stack, resource.id): resource for resource in self.resources}

    def of(self, *types: str) -> Iterator[Resource]:
        """The resources of these types."""
        for resource_type in types:
            yield from self._by_type.get(resource_type, ())

    def at(self, reference: Any) -> Resource | None:
        """The resource that a resolved ``Ref`` or ``Fn::GetAtt`` leads to."""
        match = _TOKEN.fullmatch(reference) if isinstance(reference, str) else None
        return self._by_id.get((match[1], match[2])) if match else None

    def find(self, resource_type: str, reference: Any) -> Resource | None:
        """The resource that a reference, a name or the end of an ARN means."""
        found = self.at(reference)
        if found:
            return found if found.type == resource_type else None
        name = text(reference)
        if name.startswith("arn:"):
            name = re.split(r"[:/]", name)[-1]
        return next((item for item in self.of(resource_type) if name and item.name == name), None)

    def files_called(self, *names: str) -> Iterator[SideFile]:
        """The side files of these names, in whatever folder."""
        return (file for file in self.files if file.name in names)

    @cached_property
    def appspecs(self) -> tuple[SideFile, ...]:
        """What CodeDeploy reads."""
        return tuple(self.files_called(*_APPSPEC_FILES))

    @cached_property
    def buildspecs(self) -> tuple[SideFile, ...]:
        """What CodeBuild reads."""
        return tuple(self.files_called(*_BUILDSPEC_FILES))

    @cached_property
    def released(self) -> tuple[Task, ...]:
        """The task definitions that a release registers."""
        files = self.files_called(*_TASK_DEFINITION_FILES)
        return tuple(Task(file, mapping(capitalised(file.data))) for file in files)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Every task definition: the templates' and the released ones."""
        return (*(Task(resource, resource.properties) for resource in self.of(TASK_DEFINITION)), *self.released)


def capitalised(data: Any) -> Any:
    """Data of an AWS API, whose keys begin with a small letter, with CloudFormation's keys."""
    if isinstance(data, Mapping):
        return {
            str(key)[:1].upper() + str(key)[1:]: item if key in _FREE_KEYS else capitalised(item)
            for key, item in data.items()
        }
    return [capitalised(item) for item in data] if isinstance(data, list | tuple) else data
