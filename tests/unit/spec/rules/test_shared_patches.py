"""Patches of a stack that all environments use, and that one of them does not have."""

from __future__ import annotations

import pytest

from generator.errors import SpecError
from generator.spec.loader import load

_SPEC = """
project: shop
region: eu-central-1
repository: acme/shop
service: {port: 3000}
patches: {images: {stack: ecr, why: x, merge: {Resources: {Repository: {Properties: {A: b}}}}}}
environments:
  dev: {trigger: {branch: develop}}
  prod: {trigger: {tag: "v*"}}
"""


def _problems(text: str) -> list[str]:
    try:
        load(text, "spec.yaml")
    except SpecError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_all_have_what_stands_above_environments() -> None:
    assert _problems(_SPEC) == []


@pytest.mark.parametrize(
    "other", ["null", "{stack: ecr, why: y, merge: {Resources: {Repository: {Properties: {A: c}}}}}"]
)
def test_one_that_has_it_otherwise_is_told(other: str) -> None:
    text = _SPEC.replace("{branch: develop}", f"{{branch: develop}}, patches: {{images: {other}}}")
    [*found] = _problems(text)
    assert found[-1].startswith("spec.yaml:6:") or found[0].startswith("spec.yaml:6:")
    assert "all environments use the stack ecr, and dev does not have this patch, which prod has" in " ".join(found)


def test_other_stacks_are_each_environment_s_own() -> None:
    text = _SPEC.replace("stack: ecr", "stack: alb").replace(
        "{branch: develop}", "{branch: develop}, patches: {images: null}"
    )
    assert _problems(text) == []
