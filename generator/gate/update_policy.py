"""A stack policy -> its statements, and the template that it is for.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.gate.kind import Kind
from generator.gate.subject import Path, SideFile, Subject
from generator.gate.system import System
from generator.gate.value import mapping, sequence, text, texts


@dataclass(frozen=True)
class UpdateStatement:
    """One statement, and where it stands."""

    path: Path
    data: Mapping[str, Any]

    @property
    def allows(self) -> bool:
        """Whether it allows; the others deny."""
        return text(self.data, "Effect") == "Allow"

    @property
    def actions(self) -> set[str]:
        """``Update:Modify``, ``Update:*`` ..."""
        return set(texts(self.data.get("Action")))

    @property
    def logical_ids(self) -> list[str]:
        """The resources that it is about; ``*`` may stand in them."""
        return [name.removeprefix("LogicalResourceId/") for name in texts(self.data.get("Resource"))]


@dataclass(frozen=True)
class UpdatePolicy:
    """One stack policy."""

    file: SideFile
    template: Subject | None
    """The one of the same name, as ``ecs.yaml`` is for ``ecs.stack-policy.json``; nothing where it is not given."""

    @property
    def is_readable(self) -> bool:
        """Whether its statements are objects, in a list or by itself; it may have none."""
        listed = mapping(self.file.data).get("Statement", [])
        return isinstance(listed, Mapping) or (
            isinstance(listed, list | tuple) and all(isinstance(each, Mapping) for each in listed)
        )

    @property
    def statements(self) -> list[UpdateStatement]:
        """All of them."""
        data = mapping(self.file.data)
        listed = data.get("Statement")
        if isinstance(listed, Mapping):
            return [UpdateStatement(("Statement",), listed)]
        return [
            UpdateStatement(("Statement", index), item)
            for index, item in enumerate(sequence(listed))
            if isinstance(item, Mapping)
        ]


def update_policies(system: System) -> Iterator[UpdatePolicy]:
    """Every stack policy."""
    templates = {template.path.rpartition(".")[0]: template for template in system.templates}
    for file in system.files_of(Kind.STACK_POLICY):
        stem = file.path.removesuffix(".json").removesuffix(".stack-policy")
        yield UpdatePolicy(file, templates.get(stem))
