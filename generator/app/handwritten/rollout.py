"""A build and template files that people changed -> the release of an environment, with those files in their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from generator.app.build.compile import Build
from generator.app.handwritten.document import parse, read_text
from generator.app.judge.gate import systems
from generator.app.power.rollout import rollout_of
from generator.errors import OutsideError, SpecError
from generator.gate.rollout import Rollout
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.gate.value import mapping
from generator.model.service import Service
from generator.problems import Location, Problem


def rollout_with(build: Build, service: Service, paths: Sequence[str]) -> Rollout:
    """The release of a service; ``paths`` take the places of the generated templates that they are most like.

    Raises OutsideError where a file cannot be read, SpecError for what is in it.
    """
    [system] = [system for system, each in zip(systems(build), build.projects, strict=True) if each is service.project]
    for path in paths:
        system = _with(system, path)
    found = rollout_of(system, service)
    if found is None:
        hint = "leave its DeploymentGroupName as it was"
        raise OutsideError(f"no template releases {service.name}", "none has its deployment group", hint)
    return found


def _with(system: System, path: str) -> System:
    written = parse(path, read_text(path))
    ids = set(mapping(written.data, "Resources"))
    alike = max(
        system.templates,
        key=lambda each: (len(ids & set(mapping(each.data, "Resources"))), _name(each) == PurePath(path).name),
    )
    if not ids & set(mapping(alike.data, "Resources")):
        message = "has no resource in common with a generated template: it takes the place of none"
        raise SpecError([Problem(Location(path), message, "no-template")])
    changed = alike._replace(text=written.text, data=written.data, lines=written.lines)
    return replace(system, templates=tuple(changed if each is alike else each for each in system.templates))


def _name(subject: Subject) -> str:
    return PurePath(subject.path).name
