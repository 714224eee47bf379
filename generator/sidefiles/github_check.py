"""The checks that a pull request must pass: the one place that both the workflow's jobs and the rulesets read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.service import Service
from generator.naming import github
from generator.sidefiles.github_repository import Repository

ACTIONS = 15368
"""GitHub Actions' own id on github.com: a check of the same name from anyone else does not count.

``gh api apps/github-actions --jq .id``
"""


class Check(NamedTuple):
    """A job of the service's workflow. Its ``name`` is what GitHub calls the check's context.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idname
    """

    job: str
    name: str


def service_checks(repository: Repository) -> Iterator[tuple[Service, Check]]:
    """The tests of each service for which the spec names a command."""
    for service in repository.services:
        if service.build.test:
            yield (
                service,
                Check(github.service_job(service.name), github.service_check(repository.project, service.name)),
            )


def templates_check(repository: Repository) -> Check:
    """The gate on what is generated."""
    return Check("templates", github.templates_check(repository.project))


def checks(repository: Repository) -> Iterator[Check]:
    """All of them, in the order of the workflow."""
    for _, check in service_checks(repository):
        yield check
    yield templates_check(repository)
