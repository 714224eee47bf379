"""What an environment's releases read, as it is and as the last release had it -> what only another release brings."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.app.build.compile import Build
from generator.app.diff.revision import generated
from generator.app.diff.written import release_file
from generator.difference.effect import Effect
from generator.difference.impact import release_effects
from generator.errors import CanaryformError
from generator.gate.subject import SideFile
from generator.gitflow.git import Git
from generator.model.project import Project
from generator.resources.release_tag import RELEASE_VARIABLE


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
    return Waiting(tag, effects, tuple(_commands(project, tag))) if effects else None


def _commands(project: Project, tag: str) -> Iterator[str]:
    # https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
    for service in project.services:
        if not service.release.pipeline:
            which = f" -s {service.name}" if len(project.services) > 1 else ""
            yield f"canaryform deploy -e {project.environment.name}{which} --image ADDRESS@sha256:... --version {tag}"
            continue
        yield (
            f"aws codepipeline start-pipeline-execution --region {project.region} --name {service.names.pipeline} "
            f"--variables name={RELEASE_VARIABLE},value={shlex.quote(tag)}"
        )


def _read_by_releases(texts: Mapping[str, str], folder: str) -> dict[str, SideFile]:
    files = {path: release_file(path, text) for path, text in texts.items() if path.startswith(folder)}
    return {path: file for path, file in files.items() if file}
