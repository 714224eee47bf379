"""A Dockerfile -> its instructions, each with its place: https://docs.docker.com/reference/dockerfile/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.gate.subject import Path, SideFile


class Instruction(NamedTuple):
    """One instruction, its lines joined."""

    path: Path
    keyword: str
    """In capitals: ``FROM``."""
    arguments: str


def instructions(dockerfile: SideFile) -> Iterator[Instruction]:
    """All of them, in order, without comments."""
    start, joined = 0, ""
    for index, line in enumerate(dockerfile.text.splitlines()):
        if line.lstrip().startswith("#") or (not joined and not line.strip()):
            continue
        start = start if joined else index
        joined += line.rstrip().removesuffix("\\")
        if line.rstrip().endswith("\\"):
            continue
        keyword, _, arguments = joined.strip().partition(" ")
        joined = ""
        yield Instruction((start,), keyword.upper(), arguments.strip())
