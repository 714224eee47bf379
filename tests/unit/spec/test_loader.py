"""A whole file -> a spec, or all that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecError
from generator.spec.loader import load, locate

ROOT = Path(__file__).parents[3]
GOOD = [*sorted((ROOT / "specs").glob("*.yaml")), *sorted((ROOT / "tests/golden").glob("*/spec.yaml"))]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parent.name)
def test_our_own_specs_are_good(path: Path) -> None:
    spec = load(path.read_text(encoding="utf-8"), path.name)
    assert spec.file == path.name
    assert spec.projects


def test_schema_and_rules_complain_together() -> None:
    text = """
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
environments:
  dev:
    trigger: {branch: develop}
    service: {cpu: lots}
  prod:
    trigger: {tag: "v*"}
    service: {cpu: 4096}
  prod-two:
    trigger: {tag: "v*"}
"""
    with pytest.raises(SpecError) as error:
        load(text, "spec.yaml")
    assert [(problem.location.line, problem.code) for problem in error.value.problems] == [
        (9, "schema"),
        (12, "fargate-size"),
        (14, "triggers"),
    ]


def test_what_is_wrong_in_every_environment_is_said_once() -> None:
    text = (
        "project: shop\nregion: us-west-2\nrepository: acme/shop\nservice: {port: 3000, memory: 513}\nenvironments:\n"
    )
    text += "".join(f"  e{number}: {{trigger: {{branch: b{number}}}}}\n" for number in range(9))
    with pytest.raises(SpecError) as error:
        load(text, "spec.yaml")
    assert len(error.value.problems) == 1


def test_locate_finds_a_value_of_one_environment() -> None:
    text = "service:\n  port: 1\nenvironments:\n  prod:\n    service: {cpu: 512}\n"
    assert locate(text, "spec.yaml", "prod", "main", "service", "cpu").line == 5
    assert locate(text, "spec.yaml", "prod", "main", "service", "port").line == 2
    assert locate(text, "spec.yaml", "prod", "main", "service", "spot").line == 1
