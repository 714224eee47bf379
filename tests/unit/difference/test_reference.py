"""References are found wherever a template can write one, with the property that they stand in."""

from __future__ import annotations

from typing import Any

import pytest

from generator.difference.reference import references


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"Ref": "A"}, [("", "A", False)]),
        ({"Fn::GetAtt": ["A", "Arn"]}, [("", "A", False)]),
        ({"Fn::GetAtt": "A.Arn"}, [("", "A", False)]),
        ({"x": [{"y": {"Ref": "A"}}]}, [("x.0.y", "A", False)]),
        ({"x": {"Fn::Sub": "${A}-${B.Arn}-${!C}"}}, [("x", "A", False), ("x", "B", False)]),
        ({"x": {"Fn::Sub": ["${A}${own}", {"own": {"Ref": "B"}}]}}, [("x", "A", False), ("x", "B", False)]),
        ({"x": {"Fn::Join": ["", [{"Ref": "A"}, {"Fn::GetAtt": "B.C"}]]}}, [("x", "A", False), ("x", "B", False)]),
        ({"x": {"Fn::ImportValue": "shop-vpc"}}, [("x", "shop-vpc", True)]),
        ({"x": {"Fn::If": ["C", {"Ref": "A"}, {"Ref": "B"}]}}, [("x", "A", False), ("x", "B", False)]),
        ({"Ref": 1}, []),
        ("text", []),
    ],
)  # fmt: skip
def test_references_and_their_places(value: Any, found: list[tuple[str, str, bool]]) -> None:
    told = [
        (".".join(map(str, each.path)), each.target, each.is_import) for each in references(value, lambda name: name)
    ]
    assert told == found


def test_an_import_of_an_unknown_name_is_none() -> None:
    assert list(references({"Fn::ImportValue": {"Ref": "Name"}}, lambda name: None)) == []
