"""A file that is to be written: where, relative to the output folder, and its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """``path`` is POSIX and relative to ``templates_out/``; ``text`` is written as UTF-8."""

    path: str
    text: str
