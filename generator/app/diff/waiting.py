"""What an environment's releases read, as it is and as the last release had it -> what only another release brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.app.build.compile import Build
from generator.app.diff.revision import generated
from generator.app.diff.written import release_file
from generator.app.run.release_command import release_command
from generator.difference.effect import Effect
from generator.difference.impact import release_effects
from generator.errors import CanaryformError
from generator.gate.subject import SideFile
from generator.gitflow.git import Git
from generator.model.project import Project


class Waiting(NamedTuple):
    """Changes that no stack takes."""

    release: str
    """The tag of the last release."""
    effects: tuple[Effect, ...]
    commands: tuple[str, ...] = ()
    """What releases them without a new version, one for each service: the image of the last release, which is there
    already, with the files of the newest commit of the main branch, which a run takes that is started by hand."""


def waiting(build: Build, project: Project, git: Git) -> Waiting | None:
    """None where nothing waits, where each push to a branch is a release, and where git does not know the last one."""
    pattern = project.environment.trigger.tag
    if pattern is None:
        return None
    folder = f"{project.name}/{project.environment.name}/"
    try:
        tags = git.find("tag", "--list", pattern, "--merged", "HEAD", "--sort=-creatordate") or ""
        tag = tags.partition("\n")[0]
        befores = _read_by_releases(generated(git, tag), folder) if tag else {}
    except CanaryformError:
        return None  # A checkout without history, such as a workflow's: it is no reason not to deploy.
    afters = _read_by_releases({artifact.path: artifact.text for artifact in build.artifacts}, folder)
    effects = tuple(release_effects(befores, afters)) if befores else ()
    commands = tuple(release_command(build.file, service, tag) for service in project.services)
    return Waiting(tag, effects, commands) if effects else None


def _read_by_releases(texts: Mapping[str, str], folder: str) -> dict[str, SideFile]:
    files = {path: release_file(path, text) for path, text in texts.items() if path.startswith(folder)}
    return {path: file for path, file in files.items() if file}
