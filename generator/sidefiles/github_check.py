"""The checks that a pull request must pass: the one place that both the workflow's jobs and the rulesets read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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


def service_check(repository: Repository) -> Check | None:
    """The service's own tests; None when the spec names no command."""
    return Check("service", github.service_check(repository.project)) if repository.service.build.test else None


def templates_check(repository: Repository) -> Check:
    """The gate on what is generated."""
    return Check("templates", github.templates_check(repository.project))


def checks(repository: Repository) -> Iterator[Check]:
    """All of them, in the order of the workflow."""
    service = service_check(repository)
    if service:
        yield service
    yield templates_check(repository)
