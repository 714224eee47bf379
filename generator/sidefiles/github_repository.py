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
    def services(self) -> tuple[Service, ...]:
        """The services that are tested and built: as the lead has each, or the last environment that has it."""
        found = {service.name: service for project in (*self.projects, self.lead) for service in project.services}
        names = dict.fromkeys(service.name for project in self.projects for service in project.services)
        return tuple(found[name] for name in names)

    @property
    def git(self) -> Git:
        """The rules on branches."""
        return self.lead.git

    @property
    def tag_prefixes(self) -> tuple[str, ...]:
        """How the tags of releases begin, in any environment."""
        return tuple(dict.fromkeys(service.tag_prefix for project in self.projects for service in project.services))


def path_in_context(service: Service, file: str) -> str:
    """A path from the repository's root, for one that the spec gives from the build context."""
    parts = [part for part in (*service.context.split("/"), *file.split("/")) if part not in {"", "."}]
    return "/".join(parts) or "."


def lead(projects: tuple[Project, ...]) -> Project:
    """The environment whose settings speak for the repository."""
    released_by_tag = [project for project in projects if project.environment.trigger.tag]
    return (released_by_tag or projects)[-1]


def repository(spec: Spec, folder: str, file: str, header: str) -> Repository:
    """The repository of a spec that lies in ``folder`` as ``file``."""
    return Repository(lead(spec.projects), spec.projects, f"{folder}/{file}", header)
