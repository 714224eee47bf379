"""A spec -> what the release commands need to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.errors import SpecError
from generator.model.project import Spec
from generator.model.service import Service
from generator.naming import MAIN
from generator.near import unknown
from generator.problems import Location, Problem


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
    context: str = ""
    """The build context, from the repository's root; empty for the root itself."""
    version_file: str = "none"
    branch_prefix: str = ""
    """What stands before the version in names of branches, so that those of two services are never the same."""
    service: str = ""
    """What says which service is meant, where a spec has several."""

    def command(self, verb: str, kind: Kind = Kind.RELEASE) -> str:
        """How one of the release commands is called for the same service; ``verb`` may have arguments."""
        which = f" -s {self.service}" if self.service else ""
        return f"canaryform release {'hotfix ' * (kind is Kind.HOTFIX)}{verb}{which}"

    def branch(self, kind: Kind, version: str) -> str:
        """The branch on which a version is prepared."""
        return f"{kind}/{self.branch_prefix}{version}"

    def version_of(self, branch: str) -> str:
        """What :meth:`branch` made it of; something that is no version, where the branch is another service's."""
        return branch.partition("/")[2].removeprefix(self.branch_prefix)

    def tag(self, version: str) -> str:
        """The tag of a version."""
        return self.tag_prefix + version

    def base(self, kind: Kind) -> str:
        """The branch that a release or a hotfix begins from."""
        return self.develop if kind is Kind.RELEASE else self.main

    def in_context(self, name: str) -> str:
        """The path, from the repository's root, of a file in the build context."""
        return f"{self.context}/{name}" if self.context else name


def _unknown(spec: Spec, name: str, services: Iterable[str]) -> str:
    for job in (job for project in spec.projects for job in project.jobs if job.name == name):
        of = job.service.name
        return f"{name} is a job: it gets the image of {of} after a release of that, -s {of}"
    return unknown("service", name, services)


def settings(spec: Spec, service: str | None = None) -> Settings:
    """What the environments that tags trigger agree on, of the named service or the only one.

    Raises SpecError where they do not agree, and where no single service is meant.
    """
    names = dict.fromkeys(each.name for each in spec.services)
    if service not in names and (service or len(names) > 1):
        several = f"has several services, and each is released by itself: say -s with one of {', '.join(names)}"
        what = _unknown(spec, service, names) if service else several
        raise SpecError([Problem(Location(spec.file), what, "release")])
    found = [each for each in spec.services if service in {None, each.name}]
    services = [each for each in found if each.environment.trigger.tag] or found
    first = _settings(services[0])
    problems = [
        Problem(
            each.project.git.origin,
            f"{', '.join(differing)} of {each.environment.name} differs from {services[0].environment.name}'s: "
            "a release is one for all environments",
            "release",
            "write it once, outside the environments",
        )
        for each in services[1:]
        if (differing := _differences(first, _settings(each)))
    ]
    if problems:
        raise SpecError(problems)
    return replace(first, service=services[0].name if len(names) > 1 else "")


def _settings(service: Service) -> Settings:
    project, git = service.project, service.project.git
    return Settings(
        project=project.name,
        repository=project.repository,
        main=git.main,
        develop=git.develop,
        tag_prefix=service.tag_prefix,
        signed_commits=git.signed_commits,
        linear_history=git.linear_history,
        context=service.context,
        version_file=service.build.version_file,
        branch_prefix="" if service.name == MAIN else f"{service.name}-",
    )


def _differences(one: Settings, other: Settings) -> list[str]:
    return [name for name, value in vars(one).items() if value != vars(other)[name]]
