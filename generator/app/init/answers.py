"""What is asked for a first spec -> the answers, each with what it is where nobody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.build import Build
from generator.model.container import Container
from generator.model.git import Git
from generator.model.release import Release

PATHS = {
    "project": "project",
    "region": "region",
    "repository": "repository",
    "context": "service.context",
    "port": "service.port",
    "branch": "environments.dev.trigger.branch",
    "tag": "environments.prod.trigger.tag",
    "approvals": "git.approvals",
    "engine": "release.engine",
}
"""Where each answer stands in the spec."""


@dataclass(frozen=True)
class ServiceAnswers:
    """What a first spec says of a service beside the main one."""

    name: str
    context: str
    port: str
    version_file: str
    test: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """What a first spec says; texts, as they were typed."""

    project: str
    region: str
    repository: str
    port: str = "3000"
    branch: str = "develop"
    tag: str = "v*"
    context: str = Container.context
    """Of the main service; empty where there is none."""
    services: tuple[ServiceAnswers, ...] = ()
    """Those beside the main one."""
    version_file: str = Build.version_file
    test: tuple[str, ...] = Build.test
    main: str = Git.main
    approvals: str = str(Git.approvals)
    """Reviews that a pull request needs."""
    engine: str = Release.engine
    """What shifts the traffic."""
    owner_id: str = ""
    repository_id: str = ""
    """GitHub's numbers; empty where it was not asked."""
