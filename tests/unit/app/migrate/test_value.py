"""A value of a template as a call of the API is told it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator

from generator.app.deploy.desired import wanted
from generator.app.migrate.value import Known, as_api
from generator.errors import OutsideError
from tests.golden.by_ecs import build
from tests.golden.case import CASES

KNOWN = Known(
    {"shop-prod-iam-EcsRoleArn": "arn:role", "Version": "1.2.3", "AWS::Region": "us-west-2", "AWS::AccountId": "1"},
    {"IsReleased": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Version"}, "bootstrap"]}]}},
)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"Fn::ImportValue": "shop-prod-iam-EcsRoleArn"}, "arn:role"),
        (
            {"Fn::Sub": "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:smoke"},
            "arn:aws:lambda:us-west-2:1:function:smoke",
        ),
        ({"Fn::Sub": ["${A}-${Version}", {"A": {"Ref": "AWS::Region"}}]}, "us-west-2-1.2.3"),
        ({"Fn::If": ["IsReleased", [1], [2]]}, [1]),
        ({"A": {"Fn::If": ["IsReleased", {"Ref": "AWS::NoValue"}, 1]}, "B": 2}, {"B": 2}),
        ({"Fn::Split": [",", {"Fn::Join": [",", ["a", {"Ref": "Version"}]]}]}, ["a", "1.2.3"]),
    ],
)
def test_functions_are_worked_out(value: Any, wanted: Any) -> None:
    assert KNOWN.plain(value) == wanted


@pytest.mark.parametrize("value", [{"Fn::ImportValue": "of-nobody"}, {"Fn::GetAtt": ["A", "Arn"]}, {"Ref": "Other"}])
def test_what_no_stack_says_is_no_value(value: Any) -> None:
    with pytest.raises(OutsideError, match="cannot tell ECS what the template says"):
        KNOWN.plain(value)


@pytest.mark.parametrize("case", ["ecs", "linear"])
def test_ecs_takes_what_the_template_says(case: str) -> None:
    """By the model of the API: no key, type or word of it is another."""
    made = build(CASES[case])
    stack = next(each for each in wanted(made, made.projects[-1]) if each.noun == "service")
    configuration = stack.subject.data["Resources"]["Service"]["Properties"]["DeploymentConfiguration"]
    known = Known({name: name for name in _asked(configuration)} | {"Version": "1"}, stack.subject.data["Conditions"])
    model = botocore.session.get_session().get_service_model("ecs").operation_model("UpdateService")
    given = as_api(known.plain(configuration))
    report = ParamValidator().validate({"service": "shop", "deploymentConfiguration": given}, model.input_shape)
    assert not report.has_errors(), report.generate_report()
    assert given["strategy"] in {"CANARY", "LINEAR"}


def _asked(value: Any) -> Iterator[str]:
    """The names of exports, and of what AWS has a name for."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"Fn::ImportValue", "Ref"} and inner != "AWS::NoValue":
                yield inner
            if key == "Fn::Sub":
                yield from ("AWS::Region", "AWS::AccountId", "AWS::Partition")
            yield from _asked(inner)
    elif isinstance(value, list):
        for each in value:
            yield from _asked(each)
