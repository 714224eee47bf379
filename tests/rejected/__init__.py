"""Bad specs, a folder each: ``spec.yaml``, and in ``expected.txt`` the very complaints that it gets."""

from __future__ import annotations

from pathlib import Path

from generator.errors import SpecError
from generator.spec import encoding, loader

FOLDER = Path(__file__).parent
CASES = sorted(path.parent.name for path in FOLDER.glob("*/spec.yaml"))


def complaints(case: str) -> str:
    """What a reader of ``case`` is told, a line a complaint and a line a hint; empty when it is accepted."""
    data = (FOLDER / case / "spec.yaml").read_bytes()
    try:
        loader.load(encoding.decode(data, "spec.yaml"), "spec.yaml")
    except SpecError as error:
        return "".join(f"{problem}\n" + (f"  {problem.hint}\n" if problem.hint else "") for problem in error.problems)
    return ""
