"""Kind, seed and number -> one case, always the same one."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.fuzz.kind import KINDS


def attempt(kind: str, seed: str, number: int, folder: Path) -> None:
    """Try one case in an empty folder. Raises what it fails with."""
    KINDS[kind](Random(f"{seed} {kind} {number}"), folder)
