"""A system and one of its services -> the release of that service."""

from __future__ import annotations

from generator.gate.rollout import Rollout, rollouts
from generator.gate.system import System
from generator.model.service import Service


def rollout_of(system: System, service: Service) -> Rollout | None:
    """By the deployment group's name; the only one there is, whatever somebody called it."""
    found = [*rollouts(system)]
    named = [each for each in found if each.release.group.name == service.names.deployment_group]
    return next(iter(named or (found if len(found) == 1 else ())), None)
