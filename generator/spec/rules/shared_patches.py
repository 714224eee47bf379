"""Patches of stacks that all environments use -> complaints about those that not every environment has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.patch import SHARED_STACKS
from generator.spec.rules.protocol import Finding, Reading, SpecRule


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    projects = {reading.name: reading.project for reading in readings}
    for environment, project in projects.items():
        for name, patch in project.patches.items():
            others = [each for each, other in projects.items() if other.patches.get(name) != patch]
            if patch.stack in SHARED_STACKS and others:
                message = (
                    f"all environments use the stack {patch.stack}, and {', '.join(others)} does not have this patch"
                )
                yield Finding(patch.origin, f"{message}, which {environment} has", "say it above environments, once")


RULE = SpecRule("shared-patches", "A stack that all environments use has the same patches in each of them.", _check)
