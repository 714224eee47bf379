"""A build -> what the gate finds wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, TypeAlias

import yaml

from generator import naming
from generator.app.build.compile import Build
from generator.app.judge import patches, power
from generator.app.judge import principals as iam
from generator.artifacts import Artifact
from generator.gate.catalog import problems
from generator.gate.subject import SideFile, Subject
from generator.gate.system import System
from generator.model.project import Project
from generator.naming import github, logical
from generator.problems import Location, Problem, in_order
from generator.resources.alarm import alarm_names

Lint: TypeAlias = Callable[[Iterable[Subject]], Iterable[Problem]]


def judge(build: Build, lint: Lint | None = None) -> tuple[Problem, ...]:
    """Every finding of every check, errors and warnings alike: either keeps the build from being written.

    ``lint`` is cfn-lint, or what remembers its findings.
    """
    return in_order([*own_problems(build), *(lint or _lint)(build.subjects)])


def own_problems(build: Build) -> tuple[Problem, ...]:
    """What our own rules and the proof of the policies find."""
    ours: list[Problem] = []
    for system, project in zip(systems(build), build.projects, strict=True):
        ours += problems(system)
        for service in project.answering:
            ours += power.problems(system, service)
    ours += iam.problems(build)
    return in_order(patches.judged(build, ours) if build.patchings else ours)


def _lint(subjects: Iterable[Subject]) -> Iterable[Problem]:
    # Imported here: a process that remembers all findings does not wait for cfn-lint.
    from generator.gate.cfn_lint import lint

    return lint(subjects)


def systems(build: Build) -> Iterator[System]:
    """One for each environment, with what all share in each: the shared templates, and GitHub's files."""
    files = tuple(_side_files(build))
    together: dict[str, System] = {}
    for project in build.projects:
        name = project.environment.name
        together[name] = System(
            templates=tuple(subject for subject in build.subjects if _folder(subject.path) in (naming.SHARED, name)),
            files=tuple(file for file in files if _folder(file.path) in (naming.SHARED, name, github.FOLDER)),
            environment=name,
            region=project.region,
            environments=together,
            waived=frozenset(_waived(project)),
        )
    yield from together.values()


def waived(build: Build) -> frozenset[str]:
    """The rules that a spec asks to be broken; as ``rule:LogicalId``, where a patch has a reason to break one."""
    every = [*systems(build)]
    found = {rule for system in every for rule in system.waived}
    if build.patchings:
        known = patches.covered(build, (problem for system in every for problem in problems(system)))
        found |= {f"{problem.code}:{problem.logical_id}" for problem in known}
    return frozenset(found)


def _side_files(build: Build) -> Iterator[SideFile]:
    """What is beside the templates, parsed."""
    templates = {subject.path for subject in build.subjects}
    for artifact in build.artifacts:
        if artifact.path not in templates:
            yield SideFile(artifact.path, _data(artifact), artifact.text, Location(build.file))


def _data(artifact: Artifact) -> Any:
    if artifact.path.endswith(".json"):
        return json.loads(artifact.text)
    if artifact.path.endswith((".yaml", ".yml")):
        return yaml.load(artifact.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return None


def _folder(path: str) -> str:
    """The folder of the environment that a file is for: the second of its path."""
    return PurePosixPath(path).parts[1]


def _waived(project: Project) -> Iterator[str]:
    """Rules against what the spec asks for in so many words: it is the user's to decide."""
    permissions = [permission for service in project.services for permission in service.container.permissions]
    if any("*" in word for permission in permissions for word in permission.resources):
        yield f"wildcard-resource:{logical.role('task')}"
    if any("*" in word for permission in permissions for word in permission.actions):
        yield f"wildcard-action:{logical.role('task')}"
    if "0.0.0.0/0" in project.load_balancer.test_allow:
        yield "open-test-listener"
    if any(_takes_failures(service.container.health_check.codes) for service in project.answering):
        yield "health-check"
    if not all(service.release.rollback for service in project.services):
        yield "rollback"
    if not all(alarm_names(service) for service in project.services):
        yield "release-alarms"
    if not all(service.release.alarms.connections for service in project.answering):
        yield "alarm-connections"
    if not all(service.failing_tasks for service in project.services):
        yield "failed-tasks"


def _takes_failures(codes: str) -> bool:
    """Whether a code from 400 on is health, such as the 401 of a service that lets nobody in without a password."""
    return any(int(code) >= 400 for part in codes.split(",") for code in part.split("-"))
