"""The patches of templates -> complaints about those that say no change, or one that no template can have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model.patch import Fragment, Operation, Patch, Steps
from generator.spec.rules.protocol import Finding, ProjectRule, Reading

_MEMBERS = {"add": "value", "replace": "value", "test": "value", "move": "from", "copy": "from"}
"""What an operation takes beside its path: https://www.rfc-editor.org/rfc/rfc6902#section-4."""
_NO_NULL = "CloudFormation takes no null in a template"


def _check(reading: Reading) -> Iterator[Finding]:
    for name, patch in reading.project.patches.items():
        if patch.merge is None and not patch.json:
            hint = "merge: is a merge patch of the template, json: a list of operations of a JSON Patch"
            yield Finding(patch.origin, f"{name} says no change", hint)
        if patch.merge is not None and patch.json:
            hint = "make two patches of it: each is applied after those above it"
            yield Finding(reading.at("patches", name, "json"), f"{name} has both merge and json", hint)
        yield from _values(patch)
        for index, operation in enumerate(patch.json):
            yield from _members(reading, name, index, operation)


def _members(reading: Reading, name: str, index: int, operation: Operation) -> Iterator[Finding]:
    needed = _MEMBERS.get(operation.op)
    for member, value in (("value", operation.value), ("from", operation.source)):
        if member == needed and value is None:
            yield Finding(operation.origin, f"{operation.op} needs {member}")
        if member != needed and value is not None:
            where = reading.at("patches", name, "json", index, member)
            yield Finding(where, f"{operation.op} takes no {member}", "remove it, or say another op")


def _values(patch: Patch) -> Iterator[Finding]:
    for operation in patch.json:
        for path in _nulls(operation.value.data, ()) if operation.value else ():
            yield _null(operation.value, path, "the operation remove takes a value away")
    if patch.merge is not None:
        # As the value of a key, null takes the key away; a list is taken as it is.
        for path in _nulls(patch.merge.data, ()):
            if any(isinstance(step, int) for step in path):
                yield _null(patch.merge, path, "leave the item out")


def _null(fragment: Fragment | None, path: Steps, hint: str) -> Finding:
    assert fragment is not None
    return Finding(fragment.at(path), _NO_NULL, hint)


def _nulls(value: Any, path: Steps) -> Iterator[Steps]:
    if value is None:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for step, item in inner:
        yield from _nulls(item, (*path, step))


RULE = ProjectRule("patches", "A patch says one change, in the words of RFC 7396 or of RFC 6902.", _check)
