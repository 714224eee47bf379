"""The judged files of one environment as plain data, which a mutant may damage."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import yaml

from generator.app.judge.gate import systems
from generator.cfn import yaml as cfn_yaml
from generator.gate.subject import Subject
from generator.gate.system import System
from tests.golden.case import CASES


class NotApplicableError(Exception):
    """What the mutant damages is not in this case."""


@dataclass
class World:
    """Templates by their noun (``alb``), other files by their name (``taskdef.json``); both as parsed data."""

    templates: dict[str, Any]
    files: dict[str, Any]

    def walk(self, root: str, path: str) -> tuple[Any, str | int]:
        """What holds the value at ``path``, and its key there; ``/`` separates, a number is an index."""
        value: Any = self.templates[root] if root in self.templates else self.files[root]
        *way, last = [int(step) if step.lstrip("-").isdigit() else step for step in path.split("/")]
        for step in way:
            value = _inside(value, step, path)
        return value, last

    def get(self, root: str, path: str) -> Any:
        holder, key = self.walk(root, path)
        return _inside(holder, key, path)


def _inside(value: Any, step: str | int, path: str) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        raise NotApplicableError(path) from None


@cache
def system(case: str) -> System:
    """The last environment of a case: the one that a tag releases to, where there is such a one."""
    return list(systems(CASES[case].build()))[-1]


def world(case: str) -> World:
    clean = system(case)
    return World(
        {_noun(subject): deepcopy(dict(subject.data)) for subject in clean.templates},
        {file.name: deepcopy(file.data) for file in clean.files},
    )


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
        file
        if damaged_world.files[file.name] == file.data
        else file._replace(data=damaged_world.files[file.name], text=_text(file.name, damaged_world.files[file.name]))
        for file in clean.files
        if file.name in damaged_world.files
    )
    return replace(clean, templates=tuple(templates), files=files), changed


def _noun(subject: Subject) -> str:
    return PurePosixPath(subject.path).stem


def _text(name: str, data: Any) -> str:
    return json.dumps(data) if name.endswith(".json") else yaml.safe_dump(data)
