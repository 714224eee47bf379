"""Specs of which each is changed -> a table of what ``canaryform diff`` takes for them, against what is committed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.bench.clock import BIN, Run, repeat, run
from tests.bench.ours import bare, generate
from tests.bench.repository import repository

_SHORT, _LONG = 9, 3
"""Runs of a few pairs, and of many."""
_FEW = 10
_CACHE = "cache"
_IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")


def pairs(folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    """CPU seconds, of git too. What is known is a spec that ``generate`` or another ``diff`` has seen."""
    heads = ["changed pairs", "new, s", "known, s", "a pair, ms", "to unchanged `generate`, s", "ratio", "MiB"]
    yield f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}"
    for size in sizes:
        place = repository(folder / "pairs", size)
        bare(place)
        _commit(place)
        count = _SHORT if size <= _FEW else _LONG
        generated = repeat(count, partial(generate, _judged(place))).cpu if size == 1 else None
        for spec in (place / "specs").iterdir():
            spec.write_text(spec.read_text().replace("minutes: 5", "minutes: 7"))
        first = repeat(_LONG if size <= _FEW else 1, partial(_new, place))
        known = repeat(count, partial(_diff, place))
        ratio = f"{generated:.3f} | {known.cpu / generated:.2f}" if generated else " | "
        row = f"{size} | {first.cpu:.3f} | {known.cpu:.3f} | {known.cpu / size * 1000:.1f} | {ratio}"
        yield f"| {row} | {known.mebibytes:.0f} |"
        shutil.rmtree(place)


def _judged(place: Path) -> Path:
    generate(place)
    return place


def _new(place: Path) -> Run:
    shutil.rmtree(place / _CACHE, ignore_errors=True)
    return _diff(place)


def _diff(place: Path) -> Run:
    return run([BIN / "canaryform", "diff"], place, CANARYFORM_CACHE_DIR=str(place / _CACHE))


def _commit(place: Path) -> None:
    (place / ".gitignore").write_text(f"{_CACHE}\n")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=x"]):
        subprocess.run(["git", *_IDENTITY, *arguments], cwd=place, env=environment, check=True)
