"""CodeBuild's projects -> the buildspecs that they build by, and the pipelines that they build for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import Action, actions, actions_of
from generator.gate.inline_buildspec import SEPARATOR
from generator.gate.subject import SideFile
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, text

PROJECT = "AWS::CodeBuild::Project"


def builds_by(project: Resource, buildspec: SideFile) -> bool:
    """Whether a project's builds are what a buildspec says: its own, the one it names, any if it names none."""
    if SEPARATOR in buildspec.path:
        return buildspec.path == f"{project.template.path}{SEPARATOR}{project.id}"
    path = text(project.properties, "Source", "BuildSpec")
    if not path:
        return not is_unknown(project.properties, "Source", "BuildSpec")
    return path == buildspec.path or path.endswith(f"/{buildspec.path}") or buildspec.path.endswith(f"/{path}")


def projects_of(system: System, buildspec: SideFile) -> list[Resource]:
    """The projects that build by it."""
    return [project for project in system.of(PROJECT) if builds_by(project, buildspec)]


def builds_of(system: System, buildspec: SideFile) -> Iterator[Action]:
    """The actions of pipelines that run it."""
    projects = projects_of(system, buildspec)
    for action in actions(system):
        project = system.find(PROJECT, action.configuration.get("ProjectName"))
        if action.provider == "CodeBuild" and any(project is each for each in projects):
            yield action


def sources_of(system: System, buildspec: SideFile) -> list[Action]:
    """The source actions whose artifacts its builds get; all of the pipeline's where they get another action's."""
    found: list[Action] = []
    for build in builds_of(system, buildspec):
        given = set(build.artifacts("InputArtifacts"))
        every = [each for each in actions_of(build.pipeline) if each.category == "Source"]
        found += [each for each in every if given.intersection(each.artifacts("OutputArtifacts"))] or every
    return found


def hands_on(system: System, buildspec: SideFile) -> bool:
    """Whether a pipeline may release what its builds write: one without output artifacts writes for nobody."""
    builds = [*builds_of(system, buildspec)]
    return not builds or any(build.artifacts("OutputArtifacts") for build in builds)
