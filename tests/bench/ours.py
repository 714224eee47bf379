"""What we are timed at: one run each, in a repository made for it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.bench.clock import BIN, Run, run


def bare(place: Path) -> Run:
    """Compile every spec and write all files anew, as generators without a gate do."""
    shutil.rmtree(place / "templates_out", ignore_errors=True)
    files = sorted((place / "specs").iterdir())
    root = Path(__file__).parents[2]
    return run([sys.executable, "-m", "tests.bench.compile_only", *files], place, PYTHONPATH=str(root))


def generate(place: Path) -> Run:
    """``canaryform generate``, with what it remembers."""
    return run([BIN / "canaryform", "generate"], place, CANARYFORM_CACHE_DIR=str(place / "cache"))
