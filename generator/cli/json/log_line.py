"""A line that a task wrote -> JSON in one line, for programs that read one after the other."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.app.logs.tail import Line


def log_line_json(line: Line) -> str:
    """``time`` is in UTC with milliseconds; ``message`` is as it was written."""
    time = line.time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"time": time, "task": line.task, "container": line.container, "message": line.message})
