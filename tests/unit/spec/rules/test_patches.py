"""Patches that say no change, two of them, or one that no template can have."""

from __future__ import annotations

import pytest

from generator.spec.rules.patches import RULE
from tests.unit.spec.rules.conftest import Find

_PATH = "path: /Resources/A"


@pytest.mark.parametrize(
    ("said", "path", "message"),
    [
        ("merge: {Resources: {A: null}}", "", ""),
        ("merge: {Resources: {A: {Properties: {B: [1, {C: x}]}}}}", "", ""),
        (f"json: [{{op: add, {_PATH}, value: false}}]", "", ""),
        (f"json: [{{op: remove, {_PATH}}}, {{op: move, from: /A, {_PATH}}}]", "", ""),
        ("i-know: y", "", "p says no change"),
        (f"merge: {{A: 1}}, json: [{{op: remove, {_PATH}}}]", ".json", "p has both merge and json"),
        (f"json: [{{op: add, {_PATH}}}]", ".json[0]", "add needs value"),
        (f"json: [{{op: test, {_PATH}}}]", ".json[0]", "test needs value"),
        (f"json: [{{op: copy, {_PATH}}}]", ".json[0]", "copy needs from"),
        (f"json: [{{op: remove, {_PATH}, value: 1}}]", ".json[0].value", "remove takes no value"),
        (f"json: [{{op: add, {_PATH}, value: 1, from: /A}}]", ".json[0].from", "add takes no from"),
        (f"json: [{{op: add, {_PATH}, value: null}}]", ".json[0].value", "CloudFormation takes no null in a template"),
        (
            f"json: [{{op: add, {_PATH}, value: {{a: [x, null]}}}}]",
            ".json[0].value.a[1]",
            "CloudFormation takes no null in a template",
        ),
        ("merge: {A: [1, {B: null}]}", ".merge.A[1].B", "CloudFormation takes no null in a template"),
        ("merge: {A: [1, null]}", ".merge.A[1]", "CloudFormation takes no null in a template"),
    ],
)
def test_where_it_complains(find: Find, said: str, path: str, message: str) -> None:
    wanted = [(f"patches.p{path}", message)] if message else []
    assert find(RULE, f"patches: {{p: {{stack: alb, why: x, {said}}}}}") == wanted


def test_an_environment_s_patch_is_told_in_the_environment(find: Find) -> None:
    found = find(RULE, "", "patches: {p: {stack: alb, why: x}}")
    assert found == [("environments.prod.patches.p", "p says no change")]
