"""The text of a version file -> the version in it, and the same text with another version.

Nothing else of the text changes: not its indentation, not the order of its keys, not its line breaks.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

_Path = tuple[str, ...]
LOCKS = ("package-lock.json", "npm-shrinkwrap.json")
"""What npm writes beside package.json, with the version in it once or twice."""


class _Form(NamedTuple):
    parse: Callable[[str], Any]
    paths: tuple[_Path, ...]
    """Where the version may be."""


def _toml(text: str) -> Any:
    import tomllib  # Only a Python project pays for it.

    return tomllib.loads(text)


_JSON = _Form(json.loads, (("version",),))
_LOCK = _Form(json.loads, (("version",), ("packages", "", "version")))
_TOML = _Form(_toml, (("project", "version"), ("tool", "poetry", "version")))
_FORMS = {"package.json": _JSON, "pyproject.toml": _TOML, **dict.fromkeys(LOCKS, _LOCK)}


class NoVersionError(ValueError):
    """The file can be read, and holds no version."""


def read(name: str, text: str) -> str:
    """The version in the text of a file called ``name``; ValueError when it cannot be read or there is none."""
    if name == "VERSION":
        found: Any = text.strip()
    else:
        form = _FORMS[name]
        document = form.parse(text)
        found = next(filter(None, (_get(document, path) for path in form.paths)), None)
    if not isinstance(found, str) or not found:
        raise NoVersionError("it holds no version")
    return found


def is_dynamic(path: Path) -> bool:
    """Whether a pyproject.toml leaves its version to the build tool: https://peps.python.org/pep-0621/#dynamic."""
    document = _toml(path.read_text(encoding="utf-8"))
    dynamic = _get(document, ("project", "dynamic"))
    return isinstance(dynamic, list) and "version" in dynamic


def write(name: str, text: str, version: str) -> str:
    """The text with ``version`` in it; ValueError when that cannot be done without rewriting more."""
    if name == "VERSION":
        old = read(name, text)
        return text.replace(old, version, 1)
    form = _FORMS[name]
    for path in form.paths:
        if isinstance(_get(form.parse(text), path), str):
            text = _replace(form, text, path, version)
    return text


def _replace(form: _Form, text: str, path: _Path, version: str) -> str:
    """Try each place where the old version stands in quotes, until the document differs in just that value."""
    document = form.parse(text)
    old = _get(document, path)
    wanted = copy.deepcopy(document)
    _parent(wanted, path)[path[-1]] = version
    if wanted == document:
        return text
    for match in re.finditer(rf"""(["']){re.escape(old)}\1""", text):
        changed = text[: match.start() + 1] + version + text[match.end() - 1 :]
        if form.parse(changed) == wanted:
            return changed
    raise ValueError(f"cannot find where {'.'.join(filter(None, path))} is written")


def _get(document: Any, path: _Path) -> Any:
    parent = _parent(document, path)
    return parent.get(path[-1]) if isinstance(parent, Mapping) else None


def _parent(document: Any, path: _Path) -> Any:
    for key in path[:-1]:
        document = document.get(key) if isinstance(document, Mapping) else None
    return document
