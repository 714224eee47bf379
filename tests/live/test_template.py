"""The template of a stack, as botocore gives it: text, or read already where it is JSON."""

from __future__ import annotations

import json

import pytest

from generator.live.client import Aws
from generator.live.template import stack_template
from tests.live.stand_in import standing_in


@pytest.mark.parametrize("body", ['{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}', "Resources: {}\n"])
def test_a_template_is_text_whichever_way_it_is_written(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    with standing_in({("cloudformation", "GetTemplate"): {"TemplateBody": body}}) as aws:
        for name, value in aws.environment.items():
            monkeypatch.setenv(name, value)
        found = stack_template(Aws("us-west-2"), "shop-prod-ecs")
    assert found == body or json.loads(found) == json.loads(body)
