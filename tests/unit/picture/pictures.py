"""Graphs of specs, for the tests of pictures."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import systems
from generator.app.report.system_graph import system_graph
from generator.gate.system import System
from generator.picture.graph import Graph


def graphs(text: str) -> Iterator[tuple[System, Graph]]:
    """Each environment of a valid spec."""
    build = compile_spec(text, "shop.yaml")
    assert not build.problems
    for project, system in zip(build.projects, systems(build), strict=True):
        yield system, system_graph(build, project, system)
