"""Faults that a test asks for: a resource that fails, is slow, or blocks its stack until it is let go.

A test posts them as JSON to ``/_test/faults``; each is used up when it has struck. ``/_ministack/reset`` forgets them.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What happens to one resource, the next time that CloudFormation does ``action`` to it."""

    stack: str
    """The stack's name; empty for any."""
    resource: str
    """Its logical id or its type; empty for any."""
    action: str
    """``create``, ``update`` or ``delete``."""
    message: str = ""
    """What the service answers; empty lets it go on after ``seconds``."""
    seconds: float = 0
    after: int = 0
    """How often it lets pass first."""
    times: int = 1

    def strikes(self, action: str, stack: str, logical_id: str, resource_type: str) -> bool:
        return action == self.action and self.stack in ("", stack) and self.resource in ("", logical_id, resource_type)


class Faults:
    """Those that have not struck yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[Fault, int]] = []
        self._released = threading.Event()

    def add(self, given: dict[str, Any]) -> None:
        fault = Fault(**given)
        with self._lock:
            self._waiting.append((fault, fault.after + fault.times))

    def clear(self) -> None:
        """Forgets them, and lets go of what is slow now."""
        with self._lock:
            self._waiting.clear()
            self._released.set()
            self._released = threading.Event()

    def strike(self, action: str, stack: str, logical_id: str, resource_type: str) -> None:
        """Waits or raises, if a test asked for it."""
        fault, released = self._next(action, stack, logical_id, resource_type)
        if fault is None:
            return
        released.wait(fault.seconds)
        if fault.message:
            raise RuntimeError(fault.message)

    def _next(
        self, action: str, stack: str, logical_id: str, resource_type: str
    ) -> tuple[Fault | None, threading.Event]:
        with self._lock:
            for index, (fault, left) in enumerate(self._waiting):
                if not fault.strikes(action, stack, logical_id, resource_type):
                    continue
                self._waiting[index : index + 1] = [(fault, left - 1)] if left > 1 else []
                if left <= fault.times:
                    return fault, self._released
            return None, self._released


FAULTS = Faults()
