"""Text -> nodes with lines, columns and paths; or complaints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.errors import SpecError
from generator.spec import encoding, node, source
from generator.spec.node import Scalar

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _plain(text: str) -> Any:
    return node.plain(source.read(text, "spec.yaml"))


def _refused(text: str) -> list[str]:
    with pytest.raises(SpecError) as error:
        source.read(text, "spec.yaml")
    return [f"{problem.location.line}:{problem.location.column} {problem.message}" for problem in error.value.problems]


def test_quotes_make_texts() -> None:
    assert _plain("a: '1'\nb: \"true\"\nc: |\n  1\nd: 1\n") == {"a": "1", "b": "true", "c": "1\n", "d": 1}


def test_any_scalar_can_be_a_key_and_is_a_text_there() -> None:
    assert _plain("on: 1\n1.10: 2\ntrue: 3\n") == {"on": 1, "1.10": 2, "true": 3}


def test_a_value_keeps_its_text() -> None:
    leaf = node.find(source.read("a: 1.10\n", "spec.yaml"), ["a"])
    assert isinstance(leaf, Scalar)
    assert (leaf.value, leaf.text) == (1.1, "1.10")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("a",), (1, 1, "a")),
        (("a", "b"), (2, 6, "a.b")),
        (("a", "c"), (3, 3, "a.c")),
        (("a", "c", 1), (5, 7, "a.c[1]")),
        (("d",), (6, 1, "d")),
    ],
)
def test_places(path: tuple[str | int, ...], place: tuple[int, int, str]) -> None:
    """A block stands where its key stands, and so does a missing value; everything else where it begins."""
    location = node.reach(source.read("a:\n  b: {x: 1}\n  c:\n    - 1\n    - 2\nd:\n", "spec.yaml"), path).location
    assert (location.line, location.column, location.path) == place


def test_an_alias_stands_for_what_it_names_at_its_own_path() -> None:
    root = source.read("a: &a {x: 1}\nb: *a\n", "spec.yaml")
    assert node.plain(root) == {"a": {"x": 1}, "b": {"x": 1}}
    location = node.reach(root, ["b", "x"]).location
    assert (location.line, location.path) == (1, "b.x")


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{k: ", "}")])
def test_depth_counts_what_an_alias_stands_for(opening: str, closing: str) -> None:
    """The values below ``b`` are an alias deep in what is deep itself: neither of the two is too deep alone."""
    half = source.MAX_DEPTH // 2
    shallow, deep = (f"{opening * levels}x{closing * levels}" for levels in (half - 2, half))
    wrapped = f"b: {opening * half}*a{closing * half}\n"
    assert _plain(f"a: &a {shallow}\n{wrapped}")
    column = len(f"b: {opening * half}") + 1
    assert _refused(f"a: &a {deep}\n{wrapped}") == [f"2:{column} more than {source.MAX_DEPTH} levels deep"]


def test_every_repeated_key_is_reported() -> None:
    assert _refused("a: 1\na: 2\nb: {c: 1, c: 2}\n") == [
        "2:1 the key 'a' is here twice; the first is on line 1",
        "3:11 the key 'c' is here twice; the first is on line 3",
    ]


@pytest.mark.parametrize(
    "text", [BOMB, "a: &a [*a]", "a: &a {b: {c: *a}}", "[" * 500_000, "- " * 500_000, "x: 1\n" * 50_000]
)
def test_what_would_never_end_is_refused_at_once(text: str) -> None:
    assert _refused(text)


def test_tags_merge_keys_and_second_documents_are_refused_together() -> None:
    assert [line.split(" ", 1)[0] for line in _refused("a: !x 1\nb: !!int 2\nc:\n  <<: {d: 1}\n---\ne: 1\n")] == [
        "1:4",
        "2:4",
        "4:3",
        "5:1",
    ]


@pytest.mark.parametrize("text", ["", "\n", "# only\n", "~", "---\n", "\ufeff"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert _refused(text) == ["0:0 is empty"]


@pytest.mark.parametrize("text", ["a text", "- a", "[a]", "5"])
def test_a_spec_is_a_mapping(text: str) -> None:
    assert "must be a mapping" in _refused(text)[0]


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert _plain("\ufeffa: 1") == {"a": 1}


def test_a_nul_byte_is_found_in_the_text() -> None:
    assert _refused(encoding.decode(b"a: 1\nb: x\0y", "spec.yaml")) == [
        "2:5 the character U+0000 cannot be part of a spec"
    ]


def test_too_long_a_text_is_refused() -> None:
    assert _refused(" " * (encoding.MAX_BYTES + 1)) == [
        "0:0 is 1,048,577 characters long; a spec has at most 1,048,576"
    ]


TEXTS = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[2].glob("golden/*/spec.yaml"))]


@pytest.mark.parametrize("text", [*TEXTS, "a: &x 1\n'b': [*x, {c: *x}]\n? d\n: |\n  e\n"])
def test_the_parser_without_libyaml_finds_the_same(text: str) -> None:
    assert source.read(text, "spec.yaml", yaml.SafeLoader) == source.read(text, "spec.yaml")
