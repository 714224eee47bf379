"""A stand-in for ``jq`` on a machine without it: just the call that the buildspec makes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.build.support.stand_ins.place import Place, refuse

_NOTHING_FOUND = 1
_BAD_INPUT = 2


def main(folder: str, arguments: list[str]) -> None:
    if arguments[:3] != ["--exit-status", "--raw-output", ".version"] or len(arguments) != 4:
        Place(Path(folder)).unknown(["jq", *arguments])
    try:
        version = json.loads(Path(arguments[3]).read_text(encoding="utf-8")).get("version")
    except (OSError, ValueError) as error:
        refuse(f"jq: error: {error}", _BAD_INPUT)
    sys.stdout.write(f"{version if isinstance(version, str) else json.dumps(version)}\n")
    if version is None or version is False:
        sys.exit(_NOTHING_FOUND)
