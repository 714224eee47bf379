"""A store that is gone with the test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.app.cache.store import Store


class Dictionary(Store):
    """What is put into it goes through JSON, as on a disk."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))
        self.entries: dict[str, str] = {}

    def get(self, key: str) -> Any:
        return json.loads(self.entries[key]) if key in self.entries else None

    def put(self, key: str, value: Any) -> None:
        self.entries[key] = json.dumps(value)

    def trim(self) -> None:
        pass
