"""exceptions.yaml is well formed, and an exception covers no more than it says. ``make gate`` asks the judges."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import yaml

from tests.golden.case import CASES
from tests.judges.exception import CONDITIONS, FILE, Exemption, load, verdict
from tests.judges.finding import Finding
from tests.judges.template import templates

_RESOURCES = {
    name: resource["Type"]
    for case in CASES.values()
    for subject in case.build().subjects
    for name, resource in subject.data["Resources"].items()
}
_KEPT = Finding("guard", "a_check", "minimal", "tiny/prod/main/ecs.yaml", "Service", "AWS::ECS::Service")


def test_every_exception_has_the_same_keys_in_the_same_order() -> None:
    for each in yaml.safe_load(FILE.read_text("utf-8")):
        assert list(each) in (["tool", "rule", "resource", "reason"], ["tool", "rule", "resource", "when", "reason"])


@pytest.mark.parametrize("exemption", load(), ids=str)
def test_an_exception_is_about_something_that_exists_and_says_why_in_a_sentence(exemption: Exemption) -> None:
    assert exemption.tool in {"guard", "checkov", "hadolint", "actionlint", "check-jsonschema"}
    assert exemption.resource in {*_RESOURCES, *_RESOURCES.values()}
    assert exemption.when in {"", *CONDITIONS}
    assert exemption.reason.endswith(".")
    assert ". " not in exemption.reason
    assert len(exemption.reason.split()) >= 8


def test_there_is_one_exception_for_each_thing_and_no_condition_is_unused() -> None:
    assert max(Counter(map(str, load())).values()) == 1
    assert {exemption.when for exemption in load()} - {""} == CONDITIONS.keys()


def test_what_matches_nothing_is_stale() -> None:
    exemption = Exemption("guard", "a_check", "Service", "Since it is so.")
    assert verdict([_KEPT], (), [exemption]).stale == ()
    assert verdict([], (), [exemption]).stale == (exemption,)


@pytest.mark.parametrize(
    "other", [{"tool": "checkov"}, {"rule": "another"}, {"logical_id": "Other", "type": "Other"}, {"logical_id": ""}]
)
def test_an_exception_covers_nothing_else(other: dict[str, str]) -> None:
    finding = replace(_KEPT, **other)
    exemption = Exemption("guard", "a_check", "Service", "Since it is so.")
    assert verdict([finding], (), [exemption]).open == (finding,)


@pytest.mark.parametrize(("case", "is_kept"), [("minimal", True), ("private-nat", False)])
def test_a_condition_is_asked_of_the_spec(case: str, is_kept: bool) -> None:
    subjects = [template for template in templates(CASES[case]) if template.path.endswith("prod/main/ecs.yaml")]
    finding = replace(_KEPT, case=case, path=subjects[0].path)
    found = verdict([finding], subjects, [Exemption("guard", "a_check", "Service", "Since it is so.", "public-tasks")])
    assert bool(found.open) is not is_kept
