"""The YAML that we write is read back as the data that it was written from."""

from __future__ import annotations

from typing import Any

import pytest
import yaml as pyyaml
from cfnlint.decode.cfn_yaml import loads
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cfn import yaml
from tests.property.examples import examples

NASTY = [
    "", " ", "a ", " a", "\n", "a\n", "a\n\n",
    "\na", "a\nb", "a\nb\n", "a\n\nb", " a\nb", "a \nb", "a\n  b\n", "\ta\nb",
    "a\r\nb", "a:", "a: b", "a:b", ": a", "#a", "a #b", "a#b", "- a",
    "-", "?", "? a", "*a", "&a", "!Ref a", "%a", "@a", "`a",
    "{a}", "[a]", "a, b", '"a"', "'a'", 'a "b" c', "it's", "\\",
    "\\n", "a\\", "~", "null", "Null", "yes", "No", "on", "OFF",
    "y", "N", "true", "False", "1", "-1", "012", "0x1F",
    "0o17", "1_000", "1.5", "1e5", ".5", ".inf", "-.INF", ".nan", "1:30",
    "2012-10-17", "2001-12-14 21:59:43.10", "=", "<<", "---", "...",
    "--- a", "a\n---\nb", "a\n...\nb", "|", ">", "|-\na",
    "é", "日本語", "🦜", "a\u00a0", "\u00a0\na", "a\u2028b",
    "a\u0085b", "\ufeffa", "a\ufffe", "\u200b", "\x00", "\x07", "\x1b[31m",
    "\x7f", "\x9f", "a\x0bb\nc", "${A}", "#{a.B}",
    "arn:aws:s3:::b/*", "*", "a" * 300, "$(a)\n  b: |\n", "#\n#", "a\n\tb",
]  # fmt: skip

TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text(" \n:#-'\"ab1,", max_size=12),
)
# Longer keys than AWS has; YAML's own limit for a key on its line is 1,024 characters.
KEYS = st.one_of(TEXTS, st.from_regex(r"[A-Z][A-Za-z0-9]{0,12}", fullmatch=True)).filter(
    lambda key: key not in ("Ref", "Condition") and not key.startswith("Fn::")
)
NUMBERS = st.one_of(st.booleans(), st.integers(-(10**18), 10**18), st.floats(-1e20, 1e20))
IDS = st.from_regex(r"[A-Z][A-Za-z0-9]{0,12}", fullmatch=True)
FUNCTIONS = [
    "Ref",
    "Fn::Sub",
    "Fn::Join",
    "Fn::Split",
    "Fn::Select",
    "Fn::ImportValue",
    "Fn::GetAZs",
    "Fn::If",
    "Fn::Base64",
]


def _functions(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any function of anything, and those of our templates as they stand there."""
    attributes = st.tuples(IDS, st.from_regex(r"[A-Z][A-Za-z]{0,8}(\.[A-Z][a-z]{0,5})?", fullmatch=True)).map(list)
    called = st.one_of(
        st.dictionaries(
            st.sampled_from(FUNCTIONS), st.one_of(TEXTS, st.lists(values, max_size=3), values), min_size=1, max_size=1
        ),
        st.builds(lambda argument: {"Fn::GetAtt": argument}, attributes),
        st.builds(lambda text, names: {"Fn::Sub": [text, names]}, TEXTS, st.dictionaries(IDS, values, max_size=2)),
    )
    # A short form's argument is a text to YAML's readers, whatever it looks like: no function takes a bare number.
    return called.filter(lambda call: not isinstance(next(iter(call.values())), bool | int | float))


DATA = st.recursive(
    st.one_of(TEXTS, NUMBERS),
    lambda values: st.one_of(
        st.lists(values, max_size=4), st.dictionaries(KEYS, values, max_size=4), _functions(values)
    ),
    max_leaves=25,
)
TEMPLATES = st.dictionaries(KEYS, DATA, min_size=1, max_size=4)

LONG_FORM = {"Fn::ImportValue": {"Fn::Sub": "${Stack}-VpcId"}}
INTRINSICS: list[dict[str, Any]] = [
    {"Ref": "AWS::Region"},
    {"Ref": "Vpc"},
    {"Fn::GetAtt": ["Key", "Arn"]},
    {"Fn::GetAtt": ["Stack", "Outputs.Vpc"]},
    {"Fn::Sub": "a${A}\n"},
    {"Fn::Sub": "a\n${A}\n"},
    {"Fn::Sub": ["{\n ${A}\n}\n", {"A": {"Fn::ImportValue": "x-Y"}, "B": {"Fn::GetAtt": ["A", "B"]}}]},
    LONG_FORM,
    {"Fn::Select": [0, {"Fn::GetAZs": ""}]},
    {"Fn::Select": [1, {"Fn::Split": [",", LONG_FORM]}]},
    {"Fn::Join": [",", [{"Ref": "A"}, {"Fn::Join": ["", ["a", LONG_FORM]]}, []]]},
    {"Fn::Join": ["", []]},
    {"Fn::If": ["IsProd", {"Ref": "AWS::NoValue"}, {"A": {"Ref": "B"}}]},
    {"Fn::Base64": {"Fn::Sub": "x"}},
    {"Ref": "a: b"},
    {"Ref": "yes"},
]


@settings(max_examples=examples(150, 400), deadline=None)
@given(TEMPLATES)
def test_any_data_is_read_back_as_it_was(data: dict[str, Any]) -> None:
    text = yaml.dump(data, "header")
    assert loads(text) == data
    assert [line for line in text.split("\n") if line.endswith((" ", "\t"))] == []
    assert yaml.dump(data, "header") == text


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("place", ["value", "key", "item", "section", "function"])
def test_a_nasty_string_is_itself_wherever_it_stands(text: str, place: str) -> None:
    places: dict[str, dict[str, Any]] = {
        "value": {"A": {"B": text}},
        "key": {"A": {"B": {text: "x"}}},
        "item": {"A": {"B": [text, [text], {"C": text}]}},
        "section": {text: {"A": "b"}},
        "function": {"A": {"B": {"Fn::Sub": [text, {"C": text}]}, "D": {"Fn::Sub": text}}},
    }
    data = places[place]
    written = yaml.dump(data)
    assert loads(written) == data
    if place != "function":
        assert pyyaml.safe_load(written) == data


@pytest.mark.parametrize("call", INTRINSICS, ids=repr)
def test_intrinsics_nest(call: dict[str, Any]) -> None:
    data = {"A": {"B": {"C": call, "D": [call, [call], {"E": call}]}}}
    assert loads(yaml.dump(data)) == data


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-7, "-7"),
        (0.0, "0.0"),
        (1.5, "1.5"),
        (0.00001, "0.00001"),
        (1e22, "10000000000000000000000.0"),
        ("a b", "a b"),
        ("AWS::Region", '"AWS::Region"'),
        ("2012-10-17", '"2012-10-17"'),
        ("yes", '"yes"'),
        ("", '""'),
        ("é\u2028", '"é\\u2028"'),
        ([], "[]"),
        ({}, "{}"),
        ({"Ref": "A"}, "!Ref A"),
        ({"Fn::GetAtt": ["A", "B.C"]}, "!GetAtt A.B.C"),
        ({"Fn::GetAZs": ""}, '!GetAZs ""'),
        ("a\nb\n", "|\n      a\n      b"),
        ("a\nb", "|-\n      a\n      b"),
        ({"Fn::Sub": "a\n${B}"}, "!Sub |-\n      a\n      ${B}"),
        ([{"A": 1, "B": [2]}, [3]], "\n      - A: 1\n        B:\n          - 2\n      -\n        - 3"),
        ({"Fn::Split": [",", {"Ref": "A"}]}, '!Split\n      - ","\n      - !Ref A'),
        ({"Fn::Base64": {"Ref": "A"}}, '\n      "Fn::Base64": !Ref A'),
        ({"Ref": "A", "B": 1}, "\n      Ref: A\n      B: 1"),
    ],
    ids=repr,
)
def test_a_value_has_one_way_to_be_written(value: Any, text: str) -> None:
    head = "" if text.startswith("\n") else " "
    assert yaml.dump({"A": {"B": {"C": value}}}) == f"\nA:\n  B:\n    C:{head}{text}\n"


@pytest.mark.parametrize("word", ["y", "N", "yes", "No", "on", "OFF", "true", "False", "null"])
def test_a_word_that_some_reader_takes_for_something_else_is_quoted(word: str) -> None:
    assert yaml.dump({"A": word}) == f'A: "{word}"\n'


def test_sections_and_entries_have_air_between_them() -> None:
    data = {"Description": "x", "Resources": {"A": {"Type": "T"}, "B": {"Type": "T"}}, "Outputs": {"C": "d", "E": "f"}}
    assert yaml.dump(data, "first\nsecond line") == (
        "# first\n# second line\nDescription: x\n\n"
        "Resources:\n  A:\n    Type: T\n\n  B:\n    Type: T\n\n"
        "Outputs:\n  C: d\n  E: f\n"
    )


def test_an_empty_section_is_an_empty_mapping_and_not_nothing() -> None:
    assert yaml.dump({"Outputs": {}, "Resources": []}) == "Outputs: {}\nResources: []\n"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_header_gets_out_of_its_comment(header: str) -> None:
    assert loads(yaml.dump({"A": "b"}, header)) == {"A": "b"}
