"""The world that the stand-ins share: a folder with its state, and the list of what they were asked."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

UNKNOWN_CALL = 97
PASSWORD = "secret-token"
"""Of the registry, as ``aws ecr get-login-password`` gives it."""


class Place:
    """``state.json`` says what there is and what fails; ``calls.jsonl`` says what happened, a line a call."""

    def __init__(self, folder: Path) -> None:
        self._state = folder / "state.json"
        self._calls = folder / "calls.jsonl"
        self._source = folder / "source.txt"

    def read(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self._state.read_text(encoding="utf-8"))
        return state

    def write(self, state: dict[str, Any]) -> None:
        self._state.write_text(json.dumps(state), encoding="utf-8")

    def record(self, call: Sequence[str], **details: Any) -> None:
        entry = {"call": list(call), "folder": os.path.relpath(os.getcwd(), self._source.read_text()), **details}
        with self._calls.open("a", encoding="utf-8") as calls:
            calls.write(json.dumps(entry) + "\n")

    def calls(self) -> list[dict[str, Any]]:
        if not self._calls.exists():
            return []
        return [json.loads(line) for line in self._calls.read_text(encoding="utf-8").splitlines()]

    def start(self, source: Path) -> None:
        """A new build, of the files in ``source``."""
        self._source.write_text(str(source), encoding="utf-8")
        self._calls.unlink(missing_ok=True)

    def fails(self, call: Sequence[str]) -> bool:
        """Whether the scenario has this call fail."""
        return any(" ".join(call).startswith(beginning) for beginning in self.read()["fails"])

    def unknown(self, call: Sequence[str]) -> NoReturn:
        """A call that no test has thought of must not pass for one that went well."""
        self.record(call, unknown=True)
        refuse(f"stand-in: cannot do {list(call)}", UNKNOWN_CALL)


def refuse(message: str, status: int = 1) -> NoReturn:
    sys.stderr.write(message + "\n")
    sys.exit(status)


def options(arguments: Sequence[str]) -> dict[str, str] | None:
    """``--name value`` and ``--name=value``; None where there is something else."""
    found: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not name.startswith("--") or name in found:
            return None
        if not equals:
            following = next(rest, None)
            if following is None:
                return None
            value = following
        found[name.removeprefix("--")] = value
    return found
