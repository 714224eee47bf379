"""Whether a document obeys the schema, in a fraction of the time that jsonschema takes to be loaded.

Nearly every document does, and then jsonschema is not needed. A yes is one that jsonschema would give too; whatever is
in doubt here (2.0 for a whole number, a keyword that none of these functions knows) is a no, and a no means only that
jsonschema is asked, which judges for good and says what is wrong.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sized
from types import NoneType
from typing import Any

from generator.spec.schema import definition

_UNJUDGED = frozenset([
    "$comment", "$defs", "$id", "$schema", "default", "description", "errorMessage", "examples", "patternErrorMessage",
    "title",
])  # fmt: skip
_TYPES: dict[str, frozenset[type]] = {
    "array": frozenset([list]),
    "boolean": frozenset([bool]),
    "integer": frozenset([int]),
    "null": frozenset([NoneType]),
    "number": frozenset([int, float]),
    "object": frozenset([dict]),
    "string": frozenset([str]),
}
_NUMBERS = _TYPES["number"]


def obeys(value: object, part: dict[str, Any]) -> bool:
    """Whether ``value``, plain data, surely obeys this part of the schema."""
    for keyword, expected in part.items():
        if keyword not in _UNJUDGED:
            check = _CHECKS.get(keyword)
            if check is None or not check(value, expected, part):
                return False
    return True


def _fits_branch(value: object, condition: dict[str, Any], part: dict[str, Any]) -> bool:
    """Of conditions, texts that a key is compared with are all that can be told here: elsewhere a no may be a doubt."""
    tests = condition.get("properties", {}).values()
    is_plain = condition.keys() == {"properties", "required"} and all(test.keys() == {"const"} for test in tests)
    return is_plain and obeys(value, part.get("then" if obeys(value, condition) else "else", {}))


def _is_of_type(value: object, expected: str | list[str], _: object) -> bool:
    names = [expected] if isinstance(expected, str) else expected
    return any(type(value) in _TYPES[name] for name in names)


def _is_one_of(value: object, expected: list[object], _: object) -> bool:
    # By type as well: Python takes True for 1, JSON Schema does not.
    return any(type(value) is type(option) and value == option for option in expected)


def _differs(value: object, expected: dict[str, Any], _: object) -> bool:
    """Of what must not be, a list of values is all that can be told here: elsewhere a no may be a doubt."""
    return expected.keys() == {"enum"} and value not in expected["enum"]


def matches(value: object, pattern: str, _: object = None) -> bool:
    """``$`` is the very end, as in every language but Python, where it may stand before a last newline too."""
    if not isinstance(value, str):
        return True
    return not value.endswith("\n") and re.search(pattern, value) is not None


def _has_properties(value: object, expected: dict[str, dict[str, Any]], _: object) -> bool:
    if not isinstance(value, dict):
        return True
    return all(obeys(value[key], part) for key, part in expected.items() if key in value)


def _has_additional(value: object, expected: dict[str, Any] | bool, part: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    others = [item for key, item in value.items() if key not in part.get("properties", ())]
    return not others or (isinstance(expected, dict) and all(obeys(item, expected) for item in others))


def _has_names(value: object, expected: dict[str, Any], _: object) -> bool:
    return not isinstance(value, dict) or all(obeys(key, expected) for key in value)


def _has_required(value: object, expected: list[str], _: object) -> bool:
    return not isinstance(value, dict) or all(key in value for key in expected)


def _has_items(value: object, expected: dict[str, Any], _: object) -> bool:
    return not isinstance(value, list) or all(obeys(item, expected) for item in value)


def _has_unique_items(value: object, expected: bool, _: object) -> bool:
    """Of texts alone: which numbers and lists are equal is another question in Python than in JSON Schema."""
    if not expected or not isinstance(value, list):
        return True
    texts = [item for item in value if isinstance(item, str)]
    return len(set(texts)) == len(texts) == len(value)


def _sized(kind: type[Sized], fits: Callable[[int, int], bool]) -> Callable[[Any, Any, object], bool]:
    return lambda value, expected, _: not isinstance(value, kind) or fits(len(value), expected)


def _bounded(fits: Callable[[float, float], bool]) -> Callable[[Any, Any, object], bool]:
    return lambda value, expected, _: type(value) not in _NUMBERS or fits(value, expected)


_CHECKS: dict[str, Callable[[Any, Any, Any], bool]] = {
    "$ref": lambda value, expected, _: obeys(value, definition(expected)),
    "additionalProperties": _has_additional,
    "allOf": lambda value, expected, _: all(obeys(value, part) for part in expected),
    "anyOf": lambda value, expected, _: any(obeys(value, part) for part in expected),
    "const": lambda value, expected, _: _is_one_of(value, [expected], None),
    "enum": _is_one_of,
    "else": lambda value, expected, part: "if" in part,
    "exclusiveMinimum": _bounded(operator.gt),
    "if": _fits_branch,
    "items": _has_items,
    "maxItems": _sized(list, operator.le),
    "maxLength": _sized(str, operator.le),
    "maxProperties": _sized(dict, operator.le),
    "maximum": _bounded(operator.le),
    "minItems": _sized(list, operator.ge),
    "minLength": _sized(str, operator.ge),
    "minProperties": _sized(dict, operator.ge),
    "minimum": _bounded(operator.ge),
    "not": _differs,
    "pattern": matches,
    "properties": _has_properties,
    "propertyNames": _has_names,
    "required": _has_required,
    "then": lambda value, expected, part: "if" in part,
    "type": _is_of_type,
    "uniqueItems": _has_unique_items,
}
