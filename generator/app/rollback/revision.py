"""A release -> the task definition that it had, and the app spec by which a deployment brings that back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from generator.app.engine.catalog import releases_in
from generator.app.rollback.candidate import release_of
from generator.app.status.service import version_of
from generator.live.client import Aws
from generator.live.task_definition import revisions, task_definition
from generator.model.service import Service

_LOOKED_AT = 100
"""Revisions, the newest first."""


@dataclass(frozen=True)
class Revision:
    """What a release ran, with the environment, the secrets and the size that it had."""

    task_definition: str
    """Its ARN."""
    app_spec: str
    """The text that a deployment is given."""
    image: str = ""
    """What its container runs, by digest."""

    @property
    def name(self) -> str:
        """``family:revision``."""
        return self.task_definition.rpartition("/")[2]


def find_revision(aws: Aws, service: Service, release: str) -> Revision | None:
    """The last one of the release; None when no deployment of it was ever begun, or ECS has forgotten it.

    The app spec is that of the deployment which brought it, where that is still known, else the spec's of today.
    """
    for arn in islice(revisions(aws, service.names.family), _LOOKED_AT):
        container = task_definition(aws, arn).container(service.names.container)
        if container and release_of(version_of(container), service) == release:
            return Revision(arn, releases_in(aws, service).description(arn), container.image)
    return None
