"""The engines that there are, by the spec's word for them."""

from __future__ import annotations

from generator.engines.codedeploy.engine import CodeDeploy
from generator.engines.ecs.engine import Ecs
from generator.engines.ecs.worker import Workers
from generator.engines.engine import Engine
from generator.model.service import Service

ENGINES: tuple[Engine, ...] = (CodeDeploy(), Ecs())
WORKERS: Engine = Workers()
"""Of services that nothing asks, whichever engine their project names."""


def engine_of(service: Service) -> Engine:
    """The engine that a service's releases use."""
    if not service.answers:
        return WORKERS
    return next(engine for engine in ENGINES if engine.name == service.release.engine)
