"""Nodes -> plain data, paths and places."""

from __future__ import annotations

import pytest

from generator.spec import node, source
from generator.spec.node import Mapping, Scalar, Step

TREE = source.read("a: {b: [1, x]}\nc:\n", "spec.yaml")


def test_plain_data_has_no_positions() -> None:
    assert node.plain(TREE) == {"a": {"b": [1, "x"]}, "c": None}


@pytest.mark.parametrize(
    ("path", "found", "reached"),
    [
        (("a", "b", 1), "x", "a.b[1]"),
        (("a", "b", 7), None, "a.b"),
        (("a", "z", "b"), None, "a"),
        (("a", "b", "z"), None, "a.b"),
        (("z",), None, ""),
    ],
)
def test_find_wants_the_whole_way_and_reach_goes_as_far_as_it_can(
    path: tuple[Step, ...], found: str | None, reached: str
) -> None:
    leaf = node.find(TREE, path)
    assert (node.plain(leaf) if leaf else None) == found
    assert node.reach(TREE, path).location.path == reached


def test_null_is_what_has_no_value() -> None:
    assert node.is_null(TREE.entries["c"].node)
    assert not node.is_null(TREE.entries["a"].node)


def test_a_placed_node_keeps_its_line_and_gets_a_new_path() -> None:
    moved = node.placed(TREE.entries["a"].node, "x.y")
    assert isinstance(moved, Mapping)
    assert moved.entries["b"].key_location.path == "x.y.b"
    leaf = node.find(moved, ("b", 1))
    assert isinstance(leaf, Scalar)
    assert (leaf.location.path, leaf.location.line) == ("x.y.b[1]", 1)
