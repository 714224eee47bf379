"""An environment of a build -> its resources and references, with a column for each stack in deploy order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.build.compile import Build
from generator.app.build.product import StackSummary
from generator.gate.system import System
from generator.model.project import Project
from generator.picture.graph import Graph, graph


def system_graph(build: Build, project: Project, system: System) -> Graph:
    """What all environments share comes first; what an administrator deploys comes last."""
    names = {template.stack for template in system.templates}
    stacks = [stack for stack in build.stacks if stack.name in names]
    return graph(system, dict(_titles(stacks, is_alone=len(project.services) == 1)))


def _titles(stacks: list[StackSummary], *, is_alone: bool) -> Iterator[tuple[str, str]]:
    for stack in sorted(stacks, key=lambda stack: stack.by_administrator):
        yield stack.name, stack.noun if is_alone or not stack.service else f"{stack.service} / {stack.noun}"
