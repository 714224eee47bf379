"""A spec's environments -> the one repository that GitHub's files are for.

An environment may override anything, but a repository has one set of branch rules and one test run. Both follow the
environment that production most likely is: the last one that is released by tag, else the last one.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.model.git import Git
from generator.model.project import Project, Spec
from generator.model.service import Service


class Repository(NamedTuple):
    """What the files for GitHub are made from."""

    lead: Project
    """The environment whose settings speak for the repository."""
    projects: tuple[Project, ...]
    spec: str
    """Where the spec is, from the repository's root."""
    header: str
    """What a generated file begins with, as a comment."""

    @property
    def project(self) -> str:
        """The project's name."""
        return self.lead.name

    @property
    def service(self) -> Service:
        """The service that is tested and built."""
        [service] = self.lead.services
        return service

    @property
    def git(self) -> Git:
        """The rules on branches."""
        return self.lead.git

    @property
    def tag_prefixes(self) -> tuple[str, ...]:
        """How the tags of releases begin, in any environment."""
        return tuple(dict.fromkeys(project.git.tag_prefix for project in self.projects))

    def path_in_context(self, file: str) -> str:
        """A path from the repository's root, for one that the spec gives from the build context."""
        parts = [
            part for part in (*self.service.container.context.split("/"), *file.split("/")) if part not in {"", "."}
        ]
        return "/".join(parts) or "."


def lead(projects: tuple[Project, ...]) -> Project:
    """The environment whose settings speak for the repository."""
    released_by_tag = [project for project in projects if project.environment.trigger.tag]
    return (released_by_tag or projects)[-1]


def repository(spec: Spec, folder: str, file: str, header: str) -> Repository:
    """The repository of a spec that lies in ``folder`` as ``file``."""
    return Repository(lead(spec.projects), spec.projects, f"{folder}/{file}", header)
