"""How large a template may be: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html."""

from __future__ import annotations

import json
from typing import Any

CALL_BYTES = 51_200
"""In a call, as ``aws cloudformation deploy`` sends it without a bucket to put it into."""
BUCKET_BYTES = 1024 * 1024
"""In a bucket."""

_INDENT = 2


def lines(data: Any) -> str:
    """A template as JSON, an item a line: indented, unless only without it fits in a call."""
    indented = json.dumps(data, indent=_INDENT, ensure_ascii=False)
    return indented if len(indented.encode()) < CALL_BYTES else json.dumps(data, indent=0, ensure_ascii=False)


def indented_bytes(data: Any) -> int:
    """How long ``json.dumps(data, indent=2, ensure_ascii=False)`` is, which Python itself takes its time to write."""
    return len(json.dumps(data, ensure_ascii=False, separators=(",", ": ")).encode()) + _white_space(data, 0)


def _white_space(data: Any, depth: int) -> int:
    """Each item begins a line of its own, and so does the bracket after the last."""
    if not isinstance(data, dict | list) or not data:
        return 0
    inner = depth + _INDENT
    items = data.values() if isinstance(data, dict) else data
    return len(data) * (1 + inner) + 1 + depth + sum([_white_space(item, inner) for item in items])
