"""``python -m tests.fuzz``: draws cases for FUZZ_SECONDS; FUZZ_SEED and FUZZ_CASE=kind:number draw one again.

Prints the seed. At the first failure it keeps the folder with what was tried, says how to repeat it, and ends with 1.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from tests.fuzz.case import attempt
from tests.fuzz.kind import KINDS

SECONDS = 600


def main() -> int:
    seed = os.environ.get("FUZZ_SEED") or str(time.time_ns())
    end = time.monotonic() + float(os.environ.get("FUZZ_SECONDS") or SECONDS)
    _say(f"FUZZ_SEED={seed}")
    only = os.environ.get("FUZZ_CASE", "")
    if only:
        name, _, which = only.partition(":")
        attempt(name, seed, int(which), Path(mkdtemp(prefix="fuzz-")))
        return 0
    os.environ["CANARYFORM_CACHE_DIR"] = mkdtemp(prefix="fuzz-cache-")
    for number in count():
        for kind in KINDS:
            if time.monotonic() > end:
                _say(f"{number} rounds of {', '.join(KINDS)}: nothing found")
                return 0
            with TemporaryDirectory(prefix="fuzz-") as folder:
                try:
                    attempt(kind, seed, number, Path(folder))
                except Exception:
                    kept = mkdtemp(prefix=f"fuzz-{kind}-{number}-")
                    os.replace(folder, kept)
                    os.mkdir(folder)
                    _say(f"{traceback.format_exc()}tried: {kept}")
                    _say(f"again: FUZZ_SEED={seed} FUZZ_CASE={kind}:{number} make fuzz")
                    return 1
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
