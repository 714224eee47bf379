"""The engines that there are, by the spec's word for them."""

from __future__ import annotations

from generator.engines.codedeploy.engine import CodeDeploy
from generator.engines.ecs.engine import Ecs
from generator.engines.engine import Engine
from generator.model.service import Service

ENGINES: tuple[Engine, ...] = (CodeDeploy(), Ecs())


def engine_of(service: Service) -> Engine:
    """The engine that a service's releases use."""
    return next(engine for engine in ENGINES if engine.name == service.release.engine)
