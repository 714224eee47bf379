"""Resource provider schemas, in a folder, a zip file or a wheel -> what each type's handlers may call."""

from __future__ import annotations

import ast
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

TAGGING = "tagging"
"""Beside the handlers, a schema names what they call for tags: https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html."""


def permissions(source: Path) -> dict[str, dict[str, str]]:
    """Resource type -> action -> the handlers that call it, a space between them; without types that have none."""
    found = {schema["typeName"]: of_schema(schema) for schema in _schemas(source)}
    return {name: actions for name, actions in sorted(found.items()) if actions}


def of_schema(schema: Mapping[str, Any]) -> dict[str, str]:
    """Action -> the handlers that call it, with the service as IAM writes it."""
    users: dict[str, set[str]] = {}
    for name, part in {**schema.get("handlers", {}), TAGGING: schema.get("tagging", {})}.items():
        for action in part.get("permissions", []) if isinstance(part, Mapping) else []:
            service, _, call = action.partition(":")
            users.setdefault(f"{service.lower()}:{call}", set()).add(name)
    if set().union(*users.values()) <= {TAGGING}:
        return {}
    return {action: " ".join(sorted(names)) for action, names in sorted(users.items())}


def _schemas(source: Path) -> Iterator[Mapping[str, Any]]:
    for name, text in _texts(source):
        data: Any = None
        if name.endswith(".json"):
            data = json.loads(text)
        elif name.endswith(".py") and text.startswith("SCHEMA"):
            data = ast.literal_eval(text.partition("=")[2].strip())
        if isinstance(data, Mapping) and "typeName" in data:
            yield data


def _texts(source: Path) -> Iterator[tuple[str, str]]:
    if source.is_dir():
        for path in sorted(source.rglob("*.*")):
            if path.suffix in (".json", ".py"):
                yield path.name, path.read_text()
        return
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if name.endswith((".json", ".py")):
                yield name, archive.read(name).decode()
