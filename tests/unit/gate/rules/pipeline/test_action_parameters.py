"""A CloudFormation action and the template that it means: what is said of its parameters."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.rules.pipeline.action_parameters import RULE
from generator.gate.subject import Subject
from generator.gate.system import System
from tests.unit.gate.judged import subject

_SERVICE = {"Image": {"Type": "String"}, "Version": {"Type": "String", "Default": "none"}}


def _template(path: str) -> Subject:
    made = subject({"Topic": {"Type": "AWS::SNS::Topic"}}, stack=path)
    return made._replace(path=path, data={**made.data, "Parameters": _SERVICE})


def _found(configuration: dict[str, Any], *paths: str) -> list[str]:
    action = {
        "Name": "Deploy",
        "ActionTypeId": {"Category": "Deploy", "Owner": "AWS", "Provider": "CloudFormation", "Version": "1"},
        "Configuration": {"ActionMode": "CREATE_UPDATE", "TemplatePath": "Built::service.yaml", **configuration},
    }
    properties = {"Stages": [{"Name": "Deploy", "Actions": [action]}]}
    pipeline = subject({"Pipeline": {"Type": "AWS::CodePipeline::Pipeline", "Properties": properties}}, stack="p")
    templates = [_template(path) for path in paths or ("shop/prod/service.yaml",)]
    return [problem.message for problem in RULE.problems(System((pipeline, *templates)))]


@pytest.mark.parametrize(
    ("configuration", "wanted"),
    [
        ({"ParameterOverrides": '{"Image": "#{Build.IMAGE_URI}"}'}, []),
        ({"ParameterOverrides": '{"Image": {"Fn::GetParam": ["Built", "x.json", "image"]}, "Version": "1"}'}, []),
        ({"TemplateConfiguration": "Built::parameters.json"}, []),
        ({"ActionMode": "CHANGE_SET_EXECUTE"}, []),
        ({"ParameterOverrides": {"Ref": "Given"}}, []),
        ({"ParameterOverrides": '{"Image": '}, ["ParameterOverrides is a JSON object with a value for each parameter"]),
        (
            {"ParameterOverrides": '{"image": "x"}'},
            [
                "gives image, which shop/prod/service.yaml has no parameter for: CloudFormation refuses it",
                "gives no Image, which shop/prod/service.yaml has no default for: CloudFormation refuses it",
            ],
        ),
        ({}, ["gives no Image, which shop/prod/service.yaml has no default for: CloudFormation refuses it"]),
        (
            {"ParameterOverrides": '{"Image": "' + "x" * 1020 + '"}'},
            ["ParameterOverrides has more than the 1,024 bytes that CodePipeline takes"],
        ),
    ],
)
def test_an_action_gives_what_the_template_asks_for(configuration: dict[str, Any], wanted: list[str]) -> None:
    assert _found(configuration) == [f"Deploy: {message}" for message in wanted]


def test_of_two_templates_the_one_beside_the_pipeline_is_meant() -> None:
    assert _found({}, "shop/dev/service.yaml", "shop/test/service.yaml") == []
    assert len(_found({}, "shop/dev/service.yaml", "shop/prod/service.yaml")) == 1
    assert _found({"TemplatePath": "Built::other.yaml"}) == []
