"""``obeys`` says yes where jsonschema finds nothing, and only there; to a valid spec it always does."""

from __future__ import annotations

import copy
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.spec.obey import obeys
from generator.spec.schema import schema
from generator.spec.validator import errors
from tests.strategies.spec import specs
from tests.strategies.word import Data

# What is near to values that mean something, and what Python and JSON Schema see differently.
_VALUES = st.one_of(
    st.sampled_from(
        [True, False, None, 0, 1, 2.0, 1.5, -1, 10**10, "", "x", "x\n", "1", [], {}, [1, True], ["a", "a"]]
    ),
    st.sampled_from(["shared", "github", "us-west-2", "/health\n", "v*", {"min": 1}, {"min": 1.0, "max": 2}, [[]]]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
)


@given(specs())
def test_a_valid_spec_needs_no_jsonschema(data: Data) -> None:
    assert obeys(yaml.safe_load(yaml.safe_dump(data)), schema())


@given(specs(), _VALUES, st.data())
def test_a_yes_is_jsonschemas_too(data: Data, value: object, choice: st.DataObject) -> None:
    changed = copy.deepcopy(data)
    home, key = choice.draw(st.sampled_from(_places(changed)))
    home[key] = value
    if obeys(changed, schema()):
        assert not [*errors(changed, schema())]


@settings(max_examples=100)
@given(st.sampled_from([part for part in schema()["$defs"].values() if "$ref" not in part]), _VALUES)
def test_a_yes_to_a_part_is_jsonschemas_too(part: dict[str, Any], value: object) -> None:
    if obeys(value, part):
        assert not [*errors(value, part)]


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Every value of a document, as what holds it and the key there."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, inner in items for place in ((data, key), *_places(inner))]
