"""Two values differ where AWS sees a difference, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from generator.difference.schema import NOTHING, Node, Schemas
from generator.difference.values import canonical, changes
from generator.gate.value import Unknown

_FREE = Node({}, {"insertionOrder": False, "items": {"type": "string"}})


def _told(before: Any, after: Any, node: Node = NOTHING) -> list[tuple[str, Any, Any]]:
    return [(each.place, each.before, each.after) for each in changes(before, after, node)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"port": 80, "on": True}, {"port": "80", "on": "true"}),
        ([1.0], [1]),
        (Unknown("${A}"), Unknown("${A}")),
    ],
)
def test_what_is_the_same_to_aws_is_no_change(before: Any, after: Any) -> None:
    assert _told(before, after) == []


def test_a_list_without_an_order_may_be_in_any() -> None:
    assert _told(["a", "b", "b"], ["b", "a", "b"], _FREE) == []
    assert _told(["a", "b"], ["b", "a"]) == [("", ["a", "b"], ["b", "a"])]


def test_what_is_in_both_lists_is_not_told() -> None:
    assert _told(["a", "b", "c"], ["x", "a", "b", "c"]) == [("[0]", None, "x")]
    assert _told(["a", "a"], ["a"], _FREE) == [("[0]", "a", None)]


def test_items_are_known_by_their_names() -> None:
    one = [{"Key": "team", "Value": "a"}, {"Key": "cost", "Value": "1"}]
    other = [{"Key": "cost", "Value": "1"}, {"Key": "team", "Value": "b"}, {"Key": "x", "Value": "y"}]
    assert _told(one, other) == [("[team].Value", "a", "b"), ("[x]", None, {"Key": "x", "Value": "y"})]


def test_two_items_of_one_name_are_known_by_their_places() -> None:
    assert _told([{"Key": "a", "V": 1}, {"Key": "a", "V": 2}], [{"Key": "a", "V": 1}, {"Key": "a", "V": 3}]) == [
        ("[0].V", 2, 3)
    ]


def test_what_comes_and_goes_is_told_whole() -> None:
    assert _told({"a": {"b": 1}}, {}) == [("a", {"b": 1}, None)]
    assert _told({}, {"a": []}) == [("a", None, [])]
    assert _told(Unknown("${A}"), "x") == [("", Unknown("${A}"), "x")]


def test_a_schema_says_which_list_has_an_order() -> None:
    schema = Schemas("us-west-2").of("AWS::ElasticLoadBalancingV2::LoadBalancer")
    assert schema
    before, after = {"Subnets": ["a", "b"]}, {"Subnets": ["b", "a"]}
    assert _told(before, after, schema.properties) == []


def test_a_deep_value_takes_a_text_as_long_as_itself() -> None:
    deep: Any = 'a"b'
    for _ in range(60):
        deep = [deep]
    assert len(canonical(deep, NOTHING)) == 120 + len(r'"a\"b"')
    assert _told(deep, deep) == []


def test_a_text_that_looks_like_a_list_is_none() -> None:
    assert canonical(["a,b"], NOTHING) != canonical(["a", "b"], NOTHING)
    assert canonical('["a"]', NOTHING) != canonical(["a"], NOTHING)
    assert canonical(None, NOTHING) != canonical("null", NOTHING)
