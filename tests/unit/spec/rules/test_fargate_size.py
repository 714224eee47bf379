"""Sizes of tasks that Fargate does not have."""

from __future__ import annotations

import json
from pathlib import Path

import cfnlint
import pytest

from generator.spec.rules.fargate_size import MEMORY, RULE
from generator.spec.schema import schema
from tests.unit.spec.rules.conftest import Find, reading


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("service: {cpu: 256, memory: 2048}", "", []),
        ("service: {cpu: 8192, memory: 20480}", "", []),
        ("service: {cpu: 32768, memory: 249856}", "", []),
        ("service: {cpu: 256, memory: 1536}", "", ["service.memory"]),
        ("service: {cpu: 512}", "", ["service.cpu"]),
        ("service: {cpu: 8192, memory: 17408}", "", ["service.memory"]),
        ("service: {cpu: 1024, memory: 4096}", "service: {cpu: 256}", ["environments.prod.service.cpu"]),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths


@pytest.mark.parametrize(
    ("cpu", "memory", "nearest"),
    [
        (256, 513, 512),
        (256, 1100, 1024),
        (256, 9000, 2048),
        (8192, 1024, 16384),
        (8192, 23000, 24576),
        (32768, 190000, 249856),
        (32768, 100000, 122880),
    ],
)
def test_the_nearest_size_is_named(cpu: int, memory: int, nearest: int) -> None:
    [finding] = RULE.check(reading(f"service: {{cpu: {cpu}, memory: {memory}}}"))
    assert finding.hint.endswith(f"; the nearest is {nearest}")


def test_sizes_are_those_of_the_linter() -> None:
    path = Path(cfnlint.__file__).parent / "data/schemas/extensions/aws_ecs_taskdefinition/fargate_cpu_memory.json"
    sizes = json.loads(path.read_text(encoding="utf-8"))["then"]["anyOf"]
    found = {}
    for size in sizes:
        (cpu,) = size["properties"]["Cpu"]["then"]["enum"]
        memory = size["properties"]["Memory"]["then"]
        steps = range(memory.get("minimum", 0), memory.get("maximum", 0) + 1, memory.get("multipleOf", 1))
        found[int(cpu)] = tuple(memory.get("enum", steps))
    assert found == MEMORY


def test_the_schema_allows_these_sizes_and_no_more() -> None:
    service = schema()["$defs"]["service"]["properties"]
    assert service["cpu"]["enum"] == [*MEMORY, None]
    every = [memory for sizes in MEMORY.values() for memory in sizes]
    assert (service["memory"]["minimum"], service["memory"]["maximum"]) == (min(every), max(every))
