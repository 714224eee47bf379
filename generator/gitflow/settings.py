"""A spec -> what the release commands need to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.errors import SpecError
from generator.model.project import Project, Spec
from generator.problems import Problem


class Kind(StrEnum):
    """What is being released; also how its branch's name begins."""

    RELEASE = "release"
    HOTFIX = "hotfix"


@dataclass(frozen=True)
class Settings:
    """Names of branches and files."""

    project: str
    repository: str
    """``owner/name`` at GitHub."""
    main: str = "main"
    develop: str = "develop"
    tag_prefix: str = "v"
    signed_commits: bool = False
    linear_history: bool = False
    context: str = "."
    version_file: str = "none"

    def branch(self, kind: Kind, version: str) -> str:
        """The branch on which a version is prepared."""
        return f"{kind}/{version}"

    def tag(self, version: str) -> str:
        """The tag of a version."""
        return self.tag_prefix + version

    def base(self, kind: Kind) -> str:
        """The branch that a release or a hotfix begins from."""
        return self.develop if kind is Kind.RELEASE else self.main

    def in_context(self, name: str) -> str:
        """The path, from the repository's root, of a file in the build context."""
        folder = self.context.strip("/").removeprefix("./")
        return name if folder in {"", "."} else f"{folder}/{name}"


def settings(spec: Spec) -> Settings:
    """What the environments that tags trigger agree on; SpecError where they do not."""
    tagged = [project for project in spec.projects if project.environment.trigger.tag]
    projects = tagged or list(spec.projects)
    first = _settings(projects[0])
    problems = [
        Problem(
            project.git.origin,
            f"{', '.join(names)} of {project.environment.name} differs from {projects[0].environment.name}'s: "
            "a release is one for all environments",
            "release",
            "write it once, outside the environments",
        )
        for project in projects[1:]
        if (names := _differences(first, _settings(project)))
    ]
    if problems:
        raise SpecError(problems)
    return first


def _settings(project: Project) -> Settings:
    git, [service] = project.git, project.services
    return Settings(
        project=project.name,
        repository=project.repository,
        main=git.main,
        develop=git.develop,
        tag_prefix=service.tag_prefix,
        signed_commits=git.signed_commits,
        linear_history=git.linear_history,
        context=service.container.context,
        version_file=service.build.version_file,
    )


def _differences(one: Settings, other: Settings) -> list[str]:
    return [name for name, value in vars(one).items() if value != vars(other)[name]]
