"""A system and one of its services -> the release of that service."""

from __future__ import annotations

from generator.gate.native_rollout import native_rollouts
from generator.gate.rollout import Rollout, rollouts
from generator.gate.system import System
from generator.model.service import Service


def rollout_of(system: System, service: Service) -> Rollout | None:
    """By its deployment group's name, or its own; the only one there is, whatever somebody called it."""
    found = [*rollouts(system), *native_rollouts(system)]
    names = service.names
    named = [each for each in found if each.release.group.name in {names.deployment_group, names.ecs_service}]
    return next(iter(named or (found if len(found) == 1 else ())), None)
