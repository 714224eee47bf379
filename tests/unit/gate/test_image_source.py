"""Which tags a rule waits for that a push to ECR is to start, as globs."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.image_source import image_tags
from generator.gate.system import System
from tests.unit.gate.judged import subject


def _tags(detail: dict[str, Any]) -> list[str] | None:
    properties = {"EventPattern": {"source": ["aws.ecr"], "detail": detail}}
    system = System((subject({"Rule": {"Type": "AWS::Events::Rule", "Properties": properties}}),))
    [rule] = system.of("AWS::Events::Rule")
    return image_tags(rule)


@pytest.mark.parametrize(
    ("values", "globs"),
    [
        (["latest", "v[1]"], ["latest", "v\\[1\\]"]),
        ([{"wildcard": "v*.*"}], ["v**.**"]),
        ([{"prefix": "v"}, {"suffix": "-rc"}], ["v**", "**-rc"]),
        ([{"anything-but": "latest"}], None),
        ([{"prefix": {"equals-ignore-case": "v"}}], None),
        (["v", 1], None),
    ],
)
def test_tags_are_globs_where_globs_can_say_them(values: list[Any], globs: list[str] | None) -> None:
    assert _tags({"image-tag": values}) == globs


def test_a_rule_that_names_no_tag_waits_for_each() -> None:
    assert _tags({"action-type": ["PUSH"]}) == ["**"]
