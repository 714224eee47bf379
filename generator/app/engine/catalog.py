"""A service -> what reads its releases, by the engine that its spec names."""

from __future__ import annotations

from generator.app.engine.codedeploy import CodeDeployReleases
from generator.app.engine.ecs import EcsReleases
from generator.app.engine.releases import Releases
from generator.live.ask import Ask, AskNow
from generator.live.client import Aws
from generator.model.service import Service

ECS = "ecs"
"""The spec's word for ECS as the engine."""


def shifter(service: Service) -> type[CodeDeployReleases | EcsReleases]:
    """What shifts its traffic, or replaces its tasks; of which nothing is asked."""
    return EcsReleases if service.is_released_by_ecs else CodeDeployReleases


def releases_of(service: Service, ask: Ask) -> Releases:
    """Its releases."""
    return shifter(service)(service, ask)


def releases_in(aws: Aws, service: Service) -> Releases:
    """The same, asking AWS each time."""
    return releases_of(service, AskNow(aws))
