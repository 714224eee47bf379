"""A stack policy -> its statements, and the template that it is for.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from generator.gate.kind import Kind
from generator.gate.subject import Path, SideFile, Subject
from generator.gate.system import System
from generator.gate.value import mapping, sequence, text, texts

_POLICY = re.compile(r"(?i)[-._]?stack-?policy[-._]?")


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

    @property
    def types(self) -> list[str]:
        """The types of resources that a condition limits it to; ``*`` may stand in them."""
        tests = mapping(self.data.get("Condition")).items()
        of_types = [mapping(keys).get("ResourceType") for operator, keys in tests if "Not" not in str(operator)]
        return [name for names in of_types for name in texts(names)]


@dataclass(frozen=True)
class UpdatePolicy:
    """One stack policy."""

    file: SideFile
    template: Subject | None
    """The one of the same name, as ``ecs.yaml`` is for ``ecs.stack-policy.json``, or the only one beside it; nothing
    where it is not given."""
    near: tuple[Subject, ...] = ()
    """Those of which it is for one."""

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
    for file in system.files_of(Kind.STACK_POLICY):
        near = _near(system, file)
        named = [template for template in near if _stem(template.path) == _stem(file.path)]
        yield UpdatePolicy(file, named[0] if len(named) == 1 else near[0] if len(near) == 1 else None, tuple(near))


def _near(system: System, file: SideFile) -> list[Subject]:
    """The templates in the file's folder; all where there is none."""
    folder = PurePosixPath(file.path).parent
    return [each for each in system.templates if PurePosixPath(each.path).parent == folder] or [*system.templates]


def _stem(path: str) -> str:
    """``ecs`` of ``prod/ecs.yaml``, ``prod/ecs.stack-policy.json`` and ``prod/stack-policy-ecs.json``."""
    return _POLICY.sub("", PurePosixPath(path).name.rsplit(".", 1)[0])
