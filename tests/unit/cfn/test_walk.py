"""Finding function calls and resources in a template's data."""

from __future__ import annotations

from typing import Any

import pytest

from generator.cfn.walk import calls, resources


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"Ref": "A"}, ["A"]),
        ({"a": [{"Ref": "A"}, {"b": ({"Ref": "B"},)}]}, ["A", "B"]),
        ({"Fn::Join": ["", [{"Ref": "A"}, {"Fn::Sub": ["x", {"y": {"Ref": "B"}}]}]]}, ["A", "B"]),
        ({"Ref": {"Ref": "A"}}, [{"Ref": "A"}, "A"]),
        ({"Ref": "A", "other": "a property that is called Ref"}, []),
        (["Ref"], []),
        ("Ref", []),
        ({}, []),
    ],
    ids=repr,
)
def test_calls_are_found_however_deep(data: Any, found: list[Any]) -> None:
    assert list(calls(data, "Ref")) == found


def test_resources_are_found_by_type_with_their_properties() -> None:
    template = {
        "Resources": {
            "A": {"Type": "AWS::EC2::VPC", "Properties": {"x": 1}},
            "B": {"Type": "AWS::EC2::Subnet", "Properties": {"y": 2}},
            "C": {"Type": "AWS::EC2::VPC"},
        }
    }
    assert list(resources(template, "AWS::EC2::VPC")) == [("A", {"x": 1}), ("C", {})]
    assert list(resources({}, "AWS::EC2::VPC")) == []
