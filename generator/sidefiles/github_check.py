"""The jobs that judge a pull request, and the one check that it waits for, which passes when all of them do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.service import Service
from generator.naming import github
from generator.sidefiles.github_repository import Repository, RepositorySpec

ACTIONS = 15368
"""GitHub Actions' own id on github.com: a check of the same name from anyone else does not count.

``gh api apps/github-actions --jq .id``
"""


class Check(NamedTuple):
    """A job of the workflow. Its ``name`` is what GitHub calls the check's context.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idname
    """

    job: str
    name: str


def service_checks(spec: RepositorySpec) -> Iterator[tuple[Service, Check]]:
    """The tests of each service for which the spec names a command."""
    for service in spec.services:
        if service.build.test:
            job = github.service_job(spec.project, service.name)
            yield service, Check(job, github.service_check(spec.project, service.name))


def templates_check(spec: RepositorySpec) -> Check:
    """The gate on what is generated."""
    return Check(github.templates_job(spec.project), github.templates_check(spec.project))


def checks(repository: Repository) -> Iterator[Check]:
    """All of them, in the order of the workflow."""
    for spec in repository.specs:
        for _, check in service_checks(spec):
            yield check
        yield templates_check(spec)
