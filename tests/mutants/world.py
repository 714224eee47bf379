"""The judged files of one environment as plain data, which a mutant may damage."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import yaml

from generator.app.judge.gate import systems
from generator.cfn import yaml as cfn_yaml
from generator.gate.subject import SideFile, Subject
from generator.gate.system import System
from generator.naming import MAIN, github
from generator.problems import Location
from tests.golden.case import CASES

TASK_DEFINITION = "taskdef.json"
_POLICY = "ecs.stack-policy.json"


class NotApplicableError(Exception):
    """What the mutant damages is not in this case."""


@dataclass
class World:
    """Templates by their noun (``alb``), other files by their name (``taskdef.json``), of a service beside the main one
    with its name before it (``api/ecs``); as parsed data, or as text where a file is neither YAML nor JSON
    (``CODEOWNERS``)."""

    templates: dict[str, Any]
    files: dict[str, Any]
    has: Callable[[str], bool | None] = lambda _: None
    """Whether the repository has a path."""

    def walk(self, root: str, path: str) -> tuple[Any, str | int]:
        """What holds the value at ``path``, and its key there; ``/`` separates.

        In a list, a number is an index, and a word the name of an item.
        """
        root, path = self.place(root, path)
        value: Any = _inside(self.templates if root in self.templates else self.files, root, root)
        *way, last = [int(step) if step.lstrip("-").isdigit() else step for step in path.split("/")]
        for step in way:
            value = _inside(value, step, path)
        return value, last

    def place(self, root: str, path: str) -> tuple[str, str]:
        """Where a service that ECS shifts has what one of CodeDeploy's has at ``path``: in a stack of its own."""
        if not self.is_shifted_by_ecs or root not in ("ecs", TASK_DEFINITION, _POLICY):
            return root, path
        if root == _POLICY:
            return "service.stack-policy.json", path
        if root == TASK_DEFINITION:
            path = f"Resources/TaskDefinition/Properties/{'/'.join(map(_capitalised, path.split('/')))}"
        path = path.replace("/BootstrapTaskDefinition/", "/TaskDefinition/")
        path = path.replace("/ContainerDefinitions/", "/ContainerDefinitions/Fn::If/1/")
        noun = path.split("/")[1] if "/" in path else ""
        return ("service" if noun in self.templates["service"]["Resources"] else root), path

    @property
    def is_shifted_by_ecs(self) -> bool:
        """Whether the main service is one of which ECS alone shifts the traffic."""
        return "service" in self.templates

    def get(self, root: str, path: str) -> Any:
        holder, key = self.walk(root, path)
        return _inside(holder, key, path)

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The properties of all resources of a type, whatever they are called and whatever template has them."""
        templates = self.templates.values()
        resources = [each for template in templates for each in template["Resources"].values() if each["Type"] == kind]
        if not resources:
            raise NotApplicableError(kind)
        return [each["Properties"] for each in resources]


def _capitalised(step: str) -> str:
    """A key of the API as CloudFormation spells it; options of a log driver are what they are."""
    return step if step.startswith("awslogs-") else step[:1].upper() + step[1:]


def _inside(value: Any, step: str | int, path: str) -> Any:
    try:
        if isinstance(value, list) and isinstance(step, str):
            return next(item for item in value if item["Name"] == step)
        return value[step]
    except (KeyError, IndexError, TypeError, StopIteration):
        raise NotApplicableError(path) from None


@cache
def system(case: str) -> System:
    """The last environment of a case: the one that a tag releases to, where there is such a one."""
    return list(systems(CASES[case].build()))[-1]


def world(case: str) -> World:
    """One to damage: as ``deepcopy`` makes it, in a fifth of its time."""
    return World(*pickle.loads(_undamaged(case)))


@cache
def _undamaged(case: str) -> bytes:
    clean = system(case)
    templates = {_noun(subject): dict(subject.data) for subject in clean.templates}
    return pickle.dumps((templates, {_name(file): _content(file) for file in clean.files}))


def damaged(case: str, damaged_world: World) -> tuple[System, list[Subject]]:
    """The system as it would be with the damage, and the templates that are not what they were."""
    clean = system(case)
    templates, changed = [], []
    for subject in clean.templates:
        data = damaged_world.templates[_noun(subject)]
        if data != subject.data:
            subject = subject._replace(data=data, text=cfn_yaml.dump(data))
            changed.append(subject)
        templates.append(subject)
    files = tuple(
        _changed(file, damaged_world.files[_name(file)]) for file in clean.files if _name(file) in damaged_world.files
    )
    names = {_name(file) for file in clean.files}
    added = tuple(_added(name, content) for name, content in damaged_world.files.items() if name not in names)
    return replace(clean, templates=tuple(templates), files=files + added, has=damaged_world.has), changed


def _content(file: SideFile) -> Any:
    return file.text if file.data is None else file.data


def _changed(file: SideFile, content: Any) -> SideFile:
    if content == _content(file):
        return file
    if file.data is None:
        return file._replace(text=content)
    return file._replace(data=content, text=_text(file.name, content))


def _added(name: str, content: Any) -> SideFile:
    """A file beside those that are generated."""
    is_text = isinstance(content, str)
    return SideFile(
        name, None if is_text else content, content if is_text else _text(name, content), Location("beside")
    )


def _noun(subject: Subject) -> str:
    return _of_service(subject.path, PurePosixPath(subject.path).stem)


def _name(file: SideFile) -> str:
    return _of_service(file.path, file.name)


def _of_service(path: str, name: str) -> str:
    """``ecs`` of the main service and of what services share, ``api/ecs`` of the service ``api``."""
    _, folder, *inside = PurePosixPath(path).parts
    is_beside = len(inside) > 1 and folder != github.FOLDER and inside[0] != MAIN
    return f"{inside[0]}/{name}" if is_beside else name


def _text(name: str, data: Any) -> str:
    return json.dumps(data) if name.endswith(".json") else yaml.safe_dump(data)
