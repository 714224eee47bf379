"""Each keyword that the schema uses, on both sides of its edge, judged as jsonschema judges it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.spec.obey import obeys
from generator.spec.schema import schema
from generator.spec.validator import errors

_KIND = {"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}}
_PARTS: list[tuple[dict[str, Any], list[object], list[object]]] = [
    ({"type": "string"}, ["", "x"], [1, None, True, []]),
    ({"type": "integer"}, [0, -1], [True, "1", 1.5, None]),
    ({"type": "number"}, [0, 1.5], [True, "1", None]),
    ({"type": "boolean"}, [True, False], [0, 1, "true", None]),
    ({"type": "array"}, [[], [1]], [{}, "x"]),
    ({"type": "object"}, [{}, {"a": 1}], [[], "x"]),
    ({"type": ["null", "string"]}, [None, "x"], [0, False]),
    ({"enum": ["a", 1, None]}, ["a", 1, None], ["b", True, 2, False]),
    ({"const": False}, [False], [0, None, "false"]),
    ({"not": {"enum": ["a"]}}, ["b", 1], ["a"]),
    ({"pattern": "^a+$"}, ["a", "aa", 1], ["", "b", "a\n"]),
    ({"minLength": 1, "maxLength": 2}, ["a", "ab", []], ["", "abc"]),
    ({"minimum": 1, "maximum": 2}, [1, 2, 1.5, "x", True], [0, 3, 2.1]),
    ({"exclusiveMinimum": 0}, [0.1, 1, "x"], [0, -1]),
    ({"minItems": 1, "maxItems": 2}, [["a"], ["a", "b"], "x"], [[], ["a", "b", "c"]]),
    ({"minProperties": 1, "maxProperties": 1}, [{"a": 1}, "x"], [{}, {"a": 1, "b": 1}]),
    ({"uniqueItems": True}, [[], ["a", "b"], "x"], [["a", "a"]]),
    ({"items": {"type": "string"}}, [[], ["a"], "x"], [[1], ["a", 1]]),
    ({"required": ["a"]}, [{"a": None}, "x"], [{}, {"b": 1}]),
    ({"properties": {"a": {"type": "string"}}}, [{"a": "x"}, {"b": 1}, "x"], [{"a": 1}]),
    ({"properties": {"a": {}}, "additionalProperties": False}, [{"a": 1}, {}, "x"], [{"b": 1}]),
    ({"additionalProperties": {"type": "string"}}, [{"a": "x"}, "x"], [{"a": 1}]),
    ({"propertyNames": {"pattern": "^a$"}}, [{"a": 1}, {}, "x"], [{"b": 1}]),
    ({"allOf": [{"type": "string"}, {"minLength": 2}]}, ["xy"], [1, "x"]),
    ({"anyOf": [{"type": "string"}, {"minimum": 2}]}, ["x", 2], [1]),
    ({**_KIND, "then": {"required": ["b"]}, "else": {"required": ["c"]}},
     [{"a": 1, "b": 2}, {"a": 2, "c": 3}, {"c": 3}], [{"a": 1, "c": 3}, {"a": 2, "b": 2}, {}]),
    ({**_KIND, "then": {"required": ["b"]}}, [{"a": 1, "b": 2}, {}], [{"a": 1}]),
    ({"$ref": "#/$defs/port"}, [80], [0, "80"]),
    ({"$ref": "#/$defs/port", "maximum": 80}, [80], [81]),
]  # fmt: skip


def _cases(*, is_obeyed: bool) -> Iterator[tuple[dict[str, Any], object]]:
    for part, good, bad in _PARTS:
        for value in good if is_obeyed else bad:
            yield part, value


@pytest.mark.parametrize(("part", "value"), [*_cases(is_obeyed=True)])
def test_it_obeys(part: dict[str, Any], value: object) -> None:
    assert obeys(value, part)
    assert not [*errors(value, part)]


@pytest.mark.parametrize(("part", "value"), [*_cases(is_obeyed=False)])
def test_it_does_not(part: dict[str, Any], value: object) -> None:
    assert not obeys(value, part)
    assert [*errors(value, part)]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ({"type": "integer"}, 2.0),
        ({"enum": [1]}, 1.0),
        ({"uniqueItems": True}, [1, 2]),
        ({"not": {"type": "string"}}, 1),
        ({"multipleOf": 2}, 4),
        ({"additionalProperties": True}, {"a": 1}),
        ({"if": {"type": "string"}, "then": {"minLength": 2}}, 1),
    ],
)
def test_what_is_in_doubt_is_left_to_jsonschema(part: dict[str, Any], value: object) -> None:
    assert not obeys(value, part)
    assert not [*errors(value, part)]


def test_every_keyword_of_the_schema_is_tried() -> None:
    tried = {keyword for part, *_ in _PARTS for keyword in part}
    said = {"$comment", "$defs", "$id", "$schema", "default", "description", "errorMessage", "examples", "title"}
    assert _keywords(schema()) - said - {"patternErrorMessage"} == tried


def _keywords(part: dict[str, Any]) -> set[str]:
    found = {*part}
    for name in ("$defs", "properties"):
        for inner in part.get(name, {}).values():
            found |= _keywords(inner)
    for name in ("additionalProperties", "items", "propertyNames", "not", "if", "then", "else"):
        if isinstance(part.get(name), dict):
            found |= _keywords(part[name])
    for inner in (*part.get("anyOf", ()), *part.get("allOf", ())):
        found |= _keywords(inner)
    return found
