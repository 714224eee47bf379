"""A mapping and a patch of it -> the two merged."""

from __future__ import annotations

import pytest

from generator.spec import node, source
from generator.spec.merge_patch import merge, only, without
from generator.spec.node import Entry, Mapping


def _merged(base: str, patch: str) -> Mapping:
    return merge(source.read(base, "base.yaml"), source.read(patch, "patch.yaml"))


@pytest.mark.parametrize(
    ("base", "override", "merged"),
    [
        # The cases of https://www.rfc-editor.org/rfc/rfc7396#appendix-A that a spec can express.
        ("{a: b}", "{a: c}", {"a": "c"}),
        ("{a: b}", "{b: c}", {"a": "b", "b": "c"}),
        ("{a: b}", "{a: null}", {}),
        ("{a: b, b: c}", "{a: null}", {"b": "c"}),
        ("{a: [b]}", "{a: c}", {"a": "c"}),
        ("{a: c}", "{a: [b]}", {"a": ["b"]}),
        ("{a: {b: c}}", "{a: {b: d, c: null}}", {"a": {"b": "d"}}),
        ("{a: [{b: c}]}", "{a: [1]}", {"a": [1]}),
        ("{a: foo}", "{b: null}", {"a": "foo"}),
        ("{a: foo}", "{a: {b: 1}}", {"a": {"b": 1}}),
        ("{}", "{a: {bb: {ccc: null}}}", {"a": {"bb": {}}}),
        ("{a: [1, 2]}", "{a: [null]}", {"a": [None]}),
    ],
)
def test_a_merge_patch(base: str, override: str, merged: object) -> None:
    assert node.plain(_merged(f"x: {base}", f"x: {override}")) == {"x": merged}


def test_merged_values_keep_their_own_lines() -> None:
    root = _merged("x: {a: 1, b: 1, c: 1}", "x:\n  b: 2\n  c: null")
    assert node.reach(root, ["x", "a"]).location.line == 1
    assert node.reach(root, ["x", "b"]).location.line == 2
    x = root.get("x")
    assert isinstance(x, Mapping)
    assert x.removed["c"].line == 3


def test_some_keys_alone_and_all_but_some() -> None:
    root = source.read("a: 1\nb: {c: 2, d: 3}", "spec.yaml")
    assert node.plain(without(root, "a")) == {"b": {"c": 2, "d": 3}}
    assert node.plain(only(root.entries["b"], {"d"}).node) == {"d": 3}
    text = Entry(root.location, root.entries["a"].node)
    assert only(text, {"d"}) == text
