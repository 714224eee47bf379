"""The schema file -> a schema that is one, whose lists are those of AWS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from cfnlint.helpers import REGIONS
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from jsonschema import Draft202012Validator

from generator.spec import schema
from generator.spec.validator import errors


def _parts(fragment: Any) -> Iterator[dict[str, Any]]:
    if isinstance(fragment, dict):
        yield fragment
    if isinstance(fragment, dict | list):
        for inner in fragment.values() if isinstance(fragment, dict) else fragment:
            yield from _parts(inner)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema.schema())
    assert json.loads(schema.schema_text()) == schema.schema()
    assert schema.schema()["$id"].endswith(f"generator/spec/schemas/{schema.NAME}")


def test_regions_are_those_of_cloudformation() -> None:
    assert {region for region in schema.schema()["$defs"]["region"]["enum"] if region} == set(REGIONS)


def test_retentions_are_those_of_cloudwatch_logs() -> None:
    log_group = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", "AWS::Logs::LogGroup").schema
    days = schema.schema()["$defs"]["service"]["properties"]["log_retention"]["enum"]
    assert [day for day in days if day] == log_group["properties"]["RetentionInDays"]["enum"]


def test_every_pattern_is_explained_and_anchored() -> None:
    for part in _parts(schema.schema()):
        if isinstance(part.get("pattern"), str):
            assert part["patternErrorMessage"].startswith("must ")
            assert part["pattern"].startswith("^")
            assert part["pattern"].endswith("$")


@pytest.mark.parametrize("part", [part for part in _parts(schema.schema()) if "examples" in part])
def test_examples_obey(part: dict[str, Any]) -> None:
    for example in part["examples"]:
        assert list(errors(example, part)) == []


def test_a_pattern_does_not_end_before_a_last_newline() -> None:
    repository = schema.definition("#/$defs/repository")
    assert not [*errors("acme/shop", repository)]
    assert [*errors("acme/shop\n", repository)]


def test_a_reference_is_put_in_and_its_own_words_win() -> None:
    assert schema.resolved({"$ref": "#/$defs/port", "description": "mine"}) == {
        **schema.schema()["$defs"]["port"],
        "description": "mine",
    }
