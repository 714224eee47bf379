"""All rules of the gate, room by room, and what they find in a system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.gate.room import Room, room
from generator.gate.rule import Rule
from generator.gate.rules import alarms, build, github, iam, network, pipeline, rollout, stack, storage, tasks
from generator.gate.system import System
from generator.problems import Problem

ROOMS: tuple[Room, ...] = tuple(
    room(package) for package in (pipeline, build, rollout, tasks, network, iam, alarms, storage, stack, github)
)
RULES: tuple[Rule, ...] = tuple(rule for each in ROOMS for rule in each.rules)


def problems(system: System, rules: Iterable[Rule] = RULES) -> Iterator[Problem]:
    """Everything that ``rules`` find in ``system``."""
    for rule in rules:
        yield from rule.problems(system)
