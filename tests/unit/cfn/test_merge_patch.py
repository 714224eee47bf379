"""Merge patches of templates: RFC 7396's own examples, and what it would do without a word."""

from __future__ import annotations

from typing import Any

import pytest

from generator.cfn.merge_patch import is_call, merge


# https://www.rfc-editor.org/rfc/rfc7396#appendix-A, as far as both sides are objects, and nothing is idle.
@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d"}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"a": "foo"}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        ({}, {"a": {"bb": {}}}, {"a": {"bb": {}}}),
    ],
)
def test_it_is_as_the_rfc_has_it(target: dict[str, Any], patch: dict[str, Any], result: dict[str, Any]) -> None:
    assert list(merge(target, patch)) == []
    assert target == result


def test_a_null_that_takes_nothing_away_is_told() -> None:
    [misfit] = merge({"Resources": {"Topic": {}}}, {"Resources": {"Topik": None}})
    assert misfit == (("Resources", "Topik"), "takes nothing away: there is no Topik here", "did you mean Topic?")


def test_a_null_in_what_is_new_is_told() -> None:
    [misfit] = merge({}, {"a": {"b": None}})
    assert misfit.path == ("a", "b")


@pytest.mark.parametrize(
    ("before", "patch"),
    [
        ({"Fn::ImportValue": "a"}, {"Ref": "Key"}),
        ({"Ref": "Key"}, {"Fn::GetAtt": ["Key", "Arn"]}),
        ({"Ref": "Key"}, {"Ref": "Other"}),
        ({"Enabled": True}, {"Ref": "Key"}),
    ],
)
def test_a_call_of_a_function_is_one_value(before: Any, patch: Any) -> None:
    target = {"Value": before}
    assert list(merge(target, {"Value": patch})) == []
    assert target == {"Value": patch}


def test_a_mapping_takes_the_place_of_a_call() -> None:
    target: dict[str, Any] = {"Value": {"Ref": "Key"}}
    assert list(merge(target, {"Value": {"Enabled": True}})) == []
    assert target == {"Value": {"Enabled": True}}


def test_what_is_a_call() -> None:
    assert is_call({"Ref": "a"})
    assert is_call({"Fn::Sub": "a"})
    assert not is_call({"Condition": "a"}), "an attribute of a resource is called so"
    assert not is_call({"Ref": "a", "b": 1})
    assert not is_call("Ref")


def test_the_patch_is_not_part_of_the_result() -> None:
    patch = {"a": [1]}
    target: dict[str, Any] = {}
    assert list(merge(target, patch)) == []
    target["a"].append(2)
    assert patch == {"a": [1]}
