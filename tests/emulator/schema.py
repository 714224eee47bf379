"""CloudFormation's own schemas, as cfn-lint ships them -> what the emulator must know of each type, in a JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER


def write(path: Path, types: Iterable[str]) -> None:
    """Which properties need a replacement when they change, and whether the type has tags."""
    facts = {name: _facts(PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", name).schema) for name in types}
    path.write_text(json.dumps(facts), encoding="utf-8")


def _facts(schema: dict[str, Any]) -> dict[str, Any]:
    always = _top(schema.get("createOnlyProperties", ()))
    perhaps = _top(schema.get("conditionalCreateOnlyProperties", ()))
    return {
        "replacing": always,
        "perhaps_replacing": [name for name in perhaps if name not in always],
        "tagged": schema.get("tagging", {}).get("taggable", "Tags" in schema["properties"]),
    }


def _top(pointers: Iterable[str]) -> list[str]:
    """``/properties/Name/Part`` -> ``Name``: change sets speak of whole properties."""
    return sorted({pointer.split("/")[2] for pointer in pointers})
