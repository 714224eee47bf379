"""Names that AWS does not allow."""

from __future__ import annotations

import pytest

from generator.naming import EnvironmentNames, ServiceNames
from generator.naming.limit import physical
from generator.spec.rules.names import RULE
from tests.unit.spec.rules.conftest import Find


def test_short_names_are_fine(find: Find) -> None:
    assert find(RULE, "") == []


@pytest.mark.parametrize("excess", [0, 1, 2, 9])
def test_it_says_how_many_characters_are_too_many(find: Find, excess: int) -> None:
    lengths = [length for length in range(1, 64) if _fits("p" * length)]
    project = "p" * (lengths[-1] + excess)
    findings = find(RULE, f"project: {project}")
    assert [path for path, _ in findings] == (
        [] if not excess else ["environments.prod"] if excess < len("prod") else ["project"]
    )
    assert all(project in message for _, message in findings)


@pytest.mark.parametrize("project", ["internal", "internal-api", "sthree-x", "amzn-s3-demo-x"])
def test_reserved_beginnings(find: Find, project: str) -> None:
    assert "project" in [path for path, _ in find(RULE, f"project: {project}")]


@pytest.mark.parametrize("project", ["internals", "intern", "sthree3", "amzn"])
def test_beginnings_that_only_look_reserved(find: Find, project: str) -> None:
    assert find(RULE, f"project: {project}") == []


def _fits(project: str) -> bool:
    return all(
        len(name.text) <= name.limit for name in physical(ServiceNames(EnvironmentNames(project, "prod")), "us-west-2")
    )
