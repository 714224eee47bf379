"""A command -> how long it takes as a whole process, and how much memory its largest process needs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Run:
    """What one run took."""

    seconds: float
    mebibytes: float
    """Of the largest process."""
    cpu: float
    """Seconds, of all processes."""


def run(command: Sequence[str | Path], folder: Path, **environment: str) -> Run:
    """Run it once. Raises RuntimeError with what it said when it fails."""
    with open(folder / "said.txt", "wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*map(str, command)], cwd=folder, env=_surroundings(environment), stdout=said, stderr=said
        )
        # Not Popen.wait: this one also says what the process and those that it has waited for have used.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {(folder / 'said.txt').read_text()[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit / 2**20, usage.ru_utime + usage.ru_stime)


def median(runs: Sequence[Run]) -> Run:
    """The middle of several runs."""
    seconds, cpu = (statistics.median(each) for each in zip(*((run.seconds, run.cpu) for run in runs), strict=True))
    return Run(seconds, max(each.mebibytes for each in runs), cpu)


def repeat(count: int, once: Callable[[], Run]) -> Run:
    """The middle of ``count`` runs."""
    return median([once() for _ in range(count)])


def _surroundings(environment: dict[str, str]) -> dict[str, str]:
    """Ours, without what slows a Python process down or changes what it prints."""
    loud = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "AWS_REGION", "AWS_DEFAULT_REGION"}
    return {**{key: value for key, value in os.environ.items() if key not in loud}, "NO_COLOR": "1", **environment}
