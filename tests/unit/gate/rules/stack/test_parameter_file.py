"""Parameters are held against the template that their file is named after, in both forms that AWS has for them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.gate.rules.stack.parameter_file import RULE
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Location
from tests.unit.gate.judged import subject

_ASKED = {
    "Size": {"Type": "String", "AllowedValues": ["small", "large"]},
    "Count": {"Type": "Number", "MinValue": 1, "MaxValue": 10, "Default": 2},
    "Name": {"Type": "String", "AllowedPattern": "[a-z]+", "Default": "shop"},
    "Zones": {"Type": "CommaDelimitedList", "AllowedValues": ["a", "b"], "Default": "a"},
}


def _found(path: str, data: Any) -> list[str]:
    template = subject({"Topic": {"Type": "AWS::SNS::Topic"}})
    template = template._replace(data={**template.data, "Parameters": _ASKED}, path="infra/ecs.yaml")
    file = SideFile(path, data, json.dumps(data), Location(path))
    return [problem.message for problem in RULE.problems(System((template,), (file,)))]


def _listed(**values: Any) -> list[dict[str, Any]]:
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]


@pytest.mark.parametrize("path", ["infra/ecs.parameters.json", "parameters/ecs-prod.json", "params.json"])
def test_what_is_asked_for_may_be_given(path: str) -> None:
    assert _found(path, _listed(Size="small", Count="10", Name="a", Zones="a, b")) == []
    assert _found(path, {"Parameters": {"Size": "large", "Count": 1}, "Tags": {"a": "b"}}) == []
    assert _found(path, [{"ParameterKey": "Size", "UsePreviousValue": True}]) == []


@pytest.mark.parametrize(
    "values", [{"Color": "red"}, {"Size": "huge"}, {"Count": "11"}, {"Count": "many"}, {"Name": "A"}, {"Zones": "a,c"}]
)
def test_what_the_template_does_not_take_is_found(values: dict[str, str]) -> None:
    assert len(_found("ecs.json", _listed(**{"Size": "small", **values}))) == 1


def test_what_has_no_default_has_to_be_given() -> None:
    assert len(_found("ecs.json", _listed(Count="1"))) == 1


def test_parameters_of_another_template_are_not_ours() -> None:
    assert _found("alb.parameters.json", _listed(Color="red")) == []
