"""Patches by name: those of a spec, of what it extends, and of an environment, each a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from generator.errors import SpecError
from generator.model.project import Spec
from generator.spec.base import Base
from generator.spec.loader import load

_SPEC = """
project: shop
region: eu-central-1
repository: acme/shop
service: {port: 3000}
patches:
  a: {stack: alb, why: x, merge: {A: {one: 1, two: null}}}
  b: {stack: alb, why: x, merge: {B: null}}
environments:
  dev: {trigger: {branch: develop}}
  prod:
    trigger: {tag: "v*"}
    patches: {OWN}
"""


def _merges(text: str, *bases: Base) -> Mapping[str, Any]:
    spec = load(text, "spec.yaml", bases)
    return {name: _merge(spec, name) for name in spec.projects[-1].patches}


def _merge(spec: Spec, name: str) -> Any:
    merge = spec.projects[-1].patches[name].merge
    return merge and merge.data


@pytest.mark.parametrize(
    ("own", "merges"),
    [
        ("{}", {"a": {"A": {"one": 1, "two": None}}, "b": {"B": None}}),
        ("null", {}),
        ("{a: null}", {"b": {"B": None}}),
        ("{a: null, b: null}", {}),
        (
            "{a: {stack: alb, why: y, merge: {A: {three: null}}}}",
            {"a": {"A": {"three": None}}, "b": {"B": None}},
        ),
        (
            "{c: {stack: alb, why: y, merge: {C: {tags: {environment: null}}}}}",
            {"a": {"A": {"one": 1, "two": None}}, "b": {"B": None}, "c": {"C": {"tags": {"environment": None}}}},
        ),
    ],
)
def test_an_environment_adds_replaces_and_takes_away(own: str, merges: Mapping[str, Any]) -> None:
    found = _merges(_SPEC.replace("{OWN}", own))
    assert found == merges
    assert list(found) == list(merges), "in the order in which they are applied"


def test_the_other_environment_has_the_project_s() -> None:
    spec = load(_SPEC.replace("{OWN}", "{a: null}"), "spec.yaml")
    assert list(spec.projects[0].patches) == ["a", "b"]


def test_a_spec_adds_to_what_it_extends() -> None:
    base = Base(
        "platform.yaml",
        "platform.yaml",
        "patches: {z: {stack: alb, why: y, merge: {Z: null}}, a: {stack: alb, why: y, merge: {A: {below: 1}}}}",
    )
    found = _merges(f"extends: platform.yaml{_SPEC}".replace("{OWN}", "{}"), base)
    assert found == {"z": {"Z": None}, "a": {"A": {"one": 1, "two": None}}, "b": {"B": None}}


def test_a_spec_takes_away_what_it_extends() -> None:
    base = Base("platform.yaml", "platform.yaml", "patches: {z: {stack: alb, why: y, merge: {Z: null}}}")
    text = f"extends: platform.yaml{_SPEC}".replace("{OWN}", "{}").replace("  b: {", "  z: null\n  b: {")
    assert list(_merges(text, base)) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_SPEC.replace("{OWN}", "{aa: null}"), "takes nothing away: there is no aa in the project's patches"),
        (_SPEC.replace("  b: {", "  c: null\n  b: {").replace("{OWN}", "{}"), "patches.c: has no value"),
    ],
)
def test_a_null_with_nothing_to_take_away_is_told(text: str, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        load(text, "spec.yaml")


def test_each_value_of_a_fragment_knows_its_line() -> None:
    merge = load(_SPEC.replace("{OWN}", "{}"), "spec.yaml").projects[0].patches["a"].merge
    assert merge is not None
    assert merge.at(("A", "one")).path == "patches.a.merge.A.one"
    assert merge.at(("A", "nowhere", "at", 1)).path == "patches.a.merge.A"


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("!Ref Key", "write it in its long form: {Ref: NAME}"),
        ("!GetAtt Key.Arn", "write it in its long form: {Fn::GetAtt: [NAME, ATTRIBUTE]}"),
        ("!Sub a", "write it in its long form: {Fn::Sub: ...}"),
        ("!mine a", "write the value without it; put a text that begins with ! in quotes"),
    ],
)
def test_a_short_form_is_told_with_the_long_one(value: str, hint: str) -> None:
    with pytest.raises(SpecError) as caught:
        load(_SPEC.replace("{OWN}", "{}").replace("one: 1", f"one: {value}"), "spec.yaml")
    assert [problem.hint for problem in caught.value.problems] == [hint]
