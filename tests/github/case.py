"""The files for GitHub of a golden case, parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from tests.golden.case import CASES

SCHEMAS = json.loads((Path(__file__).parent / "openapi.json").read_text("utf-8"))


def faults(schema: str, value: Any) -> list[str]:
    """What GitHub's API would not like about a value; ``schema`` is a name in openapi.json."""
    validator = Draft202012Validator({"$ref": f"#/$defs/{schema}", "$defs": SCHEMAS["$defs"]})
    return [error.message for error in validator.iter_errors(value)]


@cache
def files(case: str) -> dict[str, str]:
    """The texts, by their path below the project's folder ``github``."""
    found = {}
    for artifact in CASES[case].build().artifacts:
        _, _, path = artifact.path.partition("/github/")
        if path:
            found[path] = artifact.text
    return found


def workflow(case: str, name: str) -> dict[str, Any]:
    """A workflow; YAML's ``on`` is quoted there, so that it is a word for every reader."""
    document = yaml.safe_load(files(case)[f"workflows/{name}.yml"])
    assert isinstance(document, dict)
    return document


def ruleset(case: str, noun: str) -> dict[str, Any]:
    """A ruleset's body."""
    body = json.loads(files(case)[f"rulesets/{noun}.json"])
    assert isinstance(body, dict)
    return body


def rule(case: str, noun: str, kind: str) -> dict[str, Any] | None:
    """The parameters of a ruleset's rule; None where there is no such rule."""
    found = [each.get("parameters", {}) for each in ruleset(case, noun)["rules"] if each["type"] == kind]
    assert len(found) < 2
    return found[0] if found else None


def steps(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every step of every job."""
    for job in document["jobs"].values():
        yield from job["steps"]
