"""docs/spec.md describes every property of the schema, with its default and its bounds, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest

from generator.app.build.compile import compile_spec
from generator.spec.base import Base
from generator.spec.rules.fargate_size import MEMORY
from generator.spec.schema import resolved, schema
from tests.docs.page import page

Data = Mapping[str, Any]

_SCHEMA: Data = schema()
_WHOLE_PROJECT = frozenset(_SCHEMA["properties"])
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum")
_OF_EVERY_SERVICE = frozenset(_SCHEMA["$defs"]["service"]["properties"]) | {"build", "release", "traffic"}
"""What a service beside the main one says as the main one does: these rows are there once."""
_TOO_MANY_TO_LIST = {"region"}


def _resolved(part: Data) -> Data:
    """A subschema with what it refers to merged in."""
    if "$ref" not in part:
        return part
    return resolved(dict(part))


def _properties(part: Data, path: str) -> Iterator[tuple[str, Data]]:
    """Every property below a subschema, by its path in a spec; an override in an environment is not one of its own."""
    for key, value in _resolved(part).get("properties", {}).items():
        if path.startswith("environments.") and key in _WHOLE_PROJECT:
            continue
        if path == "services.<name>." and key in _OF_EVERY_SERVICE:
            continue
        found = _resolved(value)
        yield path + key, found
        for form in (found, *found.get("anyOf", [])):
            yield from _properties(form, f"{path}{key}.")
        for keyword, mark in (("items", "[]."), ("additionalProperties", ".<name>.")):
            if isinstance(found.get(keyword), dict):
                yield from _properties(found[keyword], f"{path}{key}{mark}")


PROPERTIES = dict(_properties(_SCHEMA, ""))
ROWS = {row[0].strip("`"): row for row in page("docs/spec.md").rows if len(row) == 4 and row[0].startswith("`")}


def test_every_property_has_a_row_and_every_row_a_property() -> None:
    assert sorted(ROWS) == sorted(PROPERTIES)


@pytest.mark.parametrize("path", [path for path in PROPERTIES if "default" in PROPERTIES[path]])
def test_the_default_is_that_of_the_schema(path: str) -> None:
    default = PROPERTIES[path]["default"]
    text = str(default).replace("'", "").lower() if isinstance(default, bool | list) else str(default)
    assert ROWS[path][2] == f"`{text}`"


@pytest.mark.parametrize("path", sorted(set(PROPERTIES) - _TOO_MANY_TO_LIST))
def test_the_bounds_and_words_are_those_of_the_schema(path: str) -> None:
    found = PROPERTIES[path]
    forms = [found, *(_resolved(form) for form in found.get("anyOf", []))]
    wanted = [str(form[bound]) for form in forms for bound in _BOUNDS if bound in form]
    wanted += [str(word) for word in found.get("enum", []) if word is not None]
    shown = re.findall(r"[A-Za-z0-9_.-]+", ROWS[path][1])
    assert [word for word in wanted if word not in shown] == []


def test_required_is_what_the_schema_requires() -> None:
    required = set(_SCHEMA["required"]) | {
        "service.port",
        "services.<name>.route",
        "services.<name>.route.priority",
        "route.priority",
        "load_balancer.existing.listener",
        "load_balancer.existing.security_group",
        "service.sidecars.<name>.image",
        "patches.<name>.stack",
        "patches.<name>.why",
        "patches.<name>.json[].op",
        "patches.<name>.json[].path",
        "patches.<name>.deployer[].actions",
        "patches.<name>.deployer[].resources",
        "service.permissions[].actions",
        "service.permissions[].resources",
        "environments.<name>.trigger",
    }
    assert {path for path, row in ROWS.items() if row[2] == "required"} == required


def test_the_pairs_of_cpu_and_memory_are_those_that_are_accepted() -> None:
    rows = {row[0]: row[1] for row in page("docs/spec.md").section("## Pairs of cpu and memory").rows[2:]}
    assert rows == {str(cpu): _sizes(sizes) for cpu, sizes in MEMORY.items()}


def _sizes(sizes: tuple[int, ...]) -> str:
    steps = {second - first for first, second in pairwise(sizes)}
    if len(sizes) > 3 and len(steps) == 1:
        return f"{sizes[0]} to {sizes[-1]} in steps of {steps.pop()}"
    return ", ".join(map(str, sizes))


_EXAMPLES = [text for name, text in page("docs/spec.md").blocks if name == "yaml"]
_PLATFORM = "# platform.yaml"


@pytest.mark.parametrize("example", [text for text in _EXAMPLES if not text.startswith(_PLATFORM)])
def test_an_example_is_a_valid_spec(example: str) -> None:
    [platform] = [text for text in _EXAMPLES if text.startswith(_PLATFORM)]
    bases = [Base("platform.yaml", "platform.yaml", platform)] if "extends:" in example else []
    assert compile_spec(example, "specs/shop.yaml", bases=bases).problems == ()
