"""All templates and side files of one environment -> a value that rules ask questions of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.gate.inline_buildspec import inline_buildspec
from generator.gate.kind import Kind, kind_of
from generator.gate.resolve import NAMES, Resolver
from generator.gate.subject import Path, SideFile, Subject
from generator.gate.value import Unknown, is_literal, is_unknown, mapping, text, texts
from generator.problems import Problem, Severity

TASK_DEFINITION = "AWS::ECS::TaskDefinition"
_TOKEN = re.compile(r"\$\{([^|}]+)\|([^|}]+)(?:\|([^}]*))?\}")
_PART = re.compile(r"[:/](?![^{]*\})")
"""Between the parts of an ARN; not inside of ``${AWS::Region}``."""
_WRAPPER = "taskDefinition"
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
    def given_name(self) -> Any:
        """The same, also where it is not known."""
        return self.properties.get(NAMES[self.type]) if self.type in NAMES else None

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
    prefix: Path = ()
    """Where in the file it begins: what ``describe-task-definition`` prints has it inside of another key."""

    def path(self, *path: str | int) -> Path:
        """``path`` as the place writes it: the files of the API begin keys with a small letter."""
        if isinstance(self.place, Resource):
            return path
        return (*self.prefix, *(key[:1].lower() + key[1:] if isinstance(key, str) else key for key in path))


@dataclass(frozen=True)
class System:
    """Everything that is deployed together."""

    templates: tuple[Subject, ...]
    files: tuple[SideFile, ...] = ()
    is_whole: bool = True
    """Whether there is nothing else: what no template makes does not exist."""
    environment: str = ""
    """``prod``; nothing where the files are of no environment in particular."""
    region: str = ""
    """Where all of it is deployed; nothing where that is not known."""
    environments: Mapping[str, System] = field(default_factory=dict, repr=False, compare=False)
    """All environments that are judged together, this one among them, by name."""
    has: Callable[[str], bool | None] = field(default=lambda _: None, repr=False, compare=False)
    """Whether the repository of the files has a path, counted from its root; nothing where that is not known."""
    branches: frozenset[str] = frozenset()
    """Those of the repository of the files; none where they are not known."""
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
    def answers(self) -> dict[tuple[str, str], Any]:
        """What many rules ask of one resource, once it is worked out: by the question and the resource's token."""
        return {}

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
        if isinstance(reference, Unknown):
            return next((item for item in self.of(resource_type) if item.given_name == reference), None)
        name = text(reference)
        if name.startswith("arn:"):
            name = _PART.split(name)[-1]
            if found := self.at(name):  # Where no attribute gives the ARN, it is written, with a Ref at its end.
                return found if found.type == resource_type else None
        return next((item for item in self.of(resource_type) if name and item.name == name), None)

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[SideFile, ...]]:
        result: dict[Kind, tuple[SideFile, ...]] = {}
        for file in self.files:
            kind = kind_of(file.path, file.data, file.text)
            if kind:
                result[kind] = (*result.get(kind, ()), file)
        return result

    def is_missing(self, resource_type: str, reference: Any) -> bool:
        """Whether certainly nothing here makes what a reference, a name or an ARN means."""
        if is_unknown(reference) or self.find(resource_type, reference):
            return False
        if self.at(reference):
            return True
        names = [item.given_name for item in self.of(resource_type)]
        return is_literal(text(reference)) and all(name is None or is_literal(text(name)) for name in names)

    def files_of(self, kind: Kind) -> tuple[SideFile, ...]:
        """The side files of a kind, whatever they are called."""
        return self._by_kind.get(kind, ())

    @property
    def appspecs(self) -> tuple[SideFile, ...]:
        """What CodeDeploy reads."""
        return self.files_of(Kind.APPSPEC)

    @cached_property
    def buildspecs(self) -> tuple[SideFile, ...]:
        """What CodeBuild reads: files, and what stands in the projects themselves."""
        own = (
            inline_buildspec(project.template, project.id, text(project.properties, "Source", "BuildSpec"))
            for project in self.of("AWS::CodeBuild::Project")
        )
        return (*self.files_of(Kind.BUILDSPEC), *filter(None, own))

    @cached_property
    def released(self) -> tuple[Task, ...]:
        """The task definitions that a release registers."""
        return tuple(_task(file) for file in self.files_of(Kind.TASK_DEFINITION))

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Every task definition: the templates' and the released ones."""
        return (*(Task(resource, resource.properties) for resource in self.of(TASK_DEFINITION)), *self.released)


def _task(file: SideFile) -> Task:
    data = mapping(file.data, _WRAPPER) or mapping(file.data)
    return Task(file, mapping(capitalised(data)), (_WRAPPER,) if _WRAPPER in mapping(file.data) else ())


def readable(text: str) -> str:
    """``text`` with each token as the template that it is from says it."""
    return _TOKEN.sub(lambda match: ".".join(filter(None, match.groups()[1:])), text)


def capitalised(data: Any) -> Any:
    """Data of an AWS API, whose keys begin with a small letter, with CloudFormation's keys."""
    if isinstance(data, Mapping):
        return {
            str(key)[:1].upper() + str(key)[1:]: item if key in _FREE_KEYS else capitalised(item)
            for key, item in data.items()
        }
    return [capitalised(item) for item in data] if isinstance(data, list | tuple) else data
