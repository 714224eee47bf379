"""What deployers may not do of what a patch makes."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.container import Permission
from generator.policies.deployer_things import ours
from generator.policies.patched import grants, is_known, lacking, resources
from generator.spec.loader import load
from generator.stacks.assemble import assemble
from tests.golden.case import CASES


@pytest.mark.parametrize("case", ["maximal", "engines", "jobs"])
def test_nothing_is_lacking_of_what_is_our_own(case: str) -> None:
    spec = load(CASES[case].spec.read_text(encoding="utf-8"), "spec.yaml")
    things = ours(spec)
    for stack in assemble(spec):
        if not stack.by_administrator:
            for resource in stack.template.to_dict()["Resources"].values():
                assert is_known(resource["Type"])
                assert lacking(resource["Type"], resource.get("Properties"), things) == [], resource


def test_a_property_at_any_depth_takes_its_calls() -> None:
    properties: dict[str, Any] = {"PrivateRegistry": [{"RepositoryPolicyText": {}}]}
    things = {"repository": ["a"], "repository-key": ["b"]}
    assert lacking("AWS::ECR::Repository", properties, things) == [
        "ecr:DeleteRepositoryPolicy",
        "ecr:SetRepositoryPolicy",
    ]


def test_what_a_patch_says_is_a_kind_of_its_own() -> None:
    [first, second] = grants([Permission(("a:B", "a:C"), ("arn:one", "arn:two"))])
    assert first == ("patches arn:one arn:two", "a:B")
    assert second == ("patches arn:one arn:two", "a:C")
    assert resources(first[0]) == ["arn:one", "arn:two"]
    assert resources("repository") == []
