"""One property of one resource is something else: what becomes of it is what AWS's schema says, whatever the type."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from generator.difference.change import Fate
from generator.difference.comparison import compare
from tests.unit.difference.sides import REGION, SCHEMAS, side

_NUMBER = 100
_POINTERS = "createOnlyProperties", "conditionalCreateOnlyProperties", "readOnlyProperties"


def _types() -> list[str]:
    """So many types that can be replaced and updated, always the same ones of all that AWS has."""
    found = []
    names = sorted(PROVIDER_SCHEMA_MANAGER.get_resource_types(REGION))
    for name in Random("canaryform").sample(names, len(names)):
        if not name.startswith("AWS::"):
            continue
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, name).schema
        if any(_top_level(schema, "createOnlyProperties")) and len(_updatable(schema)) > 1:
            found.append(name)
        if len(found) == _NUMBER:
            break
    return found


def _top_level(schema: dict[str, Any], key: str) -> set[str]:
    paths = [pointer.split("/")[2:] for pointer in schema.get(key, ())]
    return {path[0] for path in paths if len(path) == 1}


def _updatable(schema: dict[str, Any]) -> list[str]:
    """Properties of which no pointer speaks, nor of anything in them."""
    named = {pointer.split("/")[2] for key in _POINTERS for pointer in schema.get(key, ())}
    return sorted(schema["properties"].keys() - named)


def _fate(resource_type: str, key: str) -> Fate:
    """What becomes of a resource of which the one property changes and all others stay."""
    properties = dict.fromkeys(SCHEMAS.of(resource_type).data["properties"], "same")  # type: ignore[union-attr]
    one, other = (
        side(it={"Resources": {"R": {"Type": resource_type, "Properties": {**properties, key: value}}}})
        for value in ("old", "new")
    )
    [change] = compare(one, other, SCHEMAS).resources.values()
    return change.fate


@pytest.mark.parametrize("resource_type", _types())
def test_the_verdict_is_the_schema_s(resource_type: str) -> None:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, resource_type).schema
    create_only = _top_level(schema, "createOnlyProperties")
    for key in create_only:
        assert _fate(resource_type, key) is Fate.REPLACED
    for key in _top_level(schema, "conditionalCreateOnlyProperties") - create_only:
        assert _fate(resource_type, key) is Fate.MAYBE_REPLACED
    for key in _updatable(schema):
        assert _fate(resource_type, key) is Fate.UPDATED


def test_there_are_as_many_types_as_are_meant() -> None:
    assert len(_types()) == _NUMBER
