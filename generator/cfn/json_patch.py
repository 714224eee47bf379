"""A template's data and one operation of a JSON Patch (RFC 6902) -> the data as it then is, or why it does not fit.

By jsonpatch, which cfn-lint stands on too: https://python-json-patch.readthedocs.io
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.cfn.merge_patch import Misfit, did_you_mean

_ADDS = ("add", "move", "copy")
"""Of which the last step of ``path`` need not be there."""


def operate(data: dict[str, Any], operation: Mapping[str, Any]) -> Misfit | None:
    """Change ``data`` in place by an operation that has all its members, or say why that cannot be done."""
    # Imported here: few specs have such a patch.
    from jsonpatch import JsonPatch, JsonPatchException, JsonPatchTestFailed, JsonPointerException

    try:
        JsonPatch([operation]).apply(data, in_place=True)
    except JsonPatchTestFailed:
        return _absent(data, operation, "path") or Misfit(("value",), f"{operation['path']} is not that")
    except (JsonPatchException, JsonPointerException, TypeError) as refusal:
        return _absent(data, operation, "from") or _absent(data, operation, "path") or Misfit(("path",), str(refusal))
    return None


def _absent(data: Any, operation: Mapping[str, Any], member: str) -> Misfit | None:
    """The first step of a pointer that leads nowhere."""
    steps = pointer(operation.get(member, ""))
    for index, step in enumerate(steps):
        is_new = member == "path" and operation["op"] in _ADDS and index == len(steps) - 1
        where = f"in /{'/'.join(steps[:index])}" if index else "in the template"
        if not isinstance(data, dict | list):
            return Misfit((member,), f"there is nothing {where}, which is {data!r}")
        if isinstance(data, list) and not _is_index(step, len(data), is_new=is_new):
            return Misfit((member,), f"there is no item {step} {where}, which has {len(data)}, counted from 0")
        if is_new:
            break
        if isinstance(data, dict) and step not in data:
            return Misfit((member,), f"there is no {step} {where}", did_you_mean(step, data))
        data = data[step] if isinstance(data, dict) else data[int(step)]
    return None


def _is_index(step: str, length: int, *, is_new: bool) -> bool:
    if step == "-":
        return is_new
    return step.isdecimal() and step == str(int(step)) and int(step) < length + is_new


def pointer(text: str) -> list[str]:
    """The steps of a JSON Pointer: https://www.rfc-editor.org/rfc/rfc6901#section-4."""
    return [step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:]]
