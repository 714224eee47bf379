"""What a judge of somebody else's has to say about one resource or file of a case."""

from __future__ import annotations

from dataclasses import dataclass


class JudgeError(Exception):
    """A judge that did not judge: it crashed, read nothing, or less than there is."""


@dataclass(frozen=True, order=True)
class Finding:
    tool: str
    rule: str
    case: str
    path: str
    logical_id: str = ""
    type: str = ""
    message: str = ""

    def __str__(self) -> str:
        subject = f": {self.logical_id}" if self.logical_id else ""
        return f"{self.tool} {self.rule}: {self.case}/{self.path}{subject}: {self.message}"


def expect(is_so: bool, message: str) -> None:
    """Like assert, which -O would remove."""
    if not is_so:
        raise JudgeError(message)
