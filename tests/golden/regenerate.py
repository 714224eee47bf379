"""Writes the golden files anew: ``make golden``. Read the difference before you commit it."""

from __future__ import annotations

import shutil
import sys

from tests.golden.case import CASES


def main() -> int:
    for case in CASES.values():
        build = case.build()
        if build.problems:
            sys.stderr.write("\n".join(str(problem) for problem in build.problems) + "\n")
            return 1
        shutil.rmtree(case.expected, ignore_errors=True)
        for artifact in build.artifacts:
            path = case.expected / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
