"""A stand-in for ``jq`` on a machine without it: just the calls that the buildspec makes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.build.support.stand_ins.place import Place, refuse

_KEYS = (".version", ".username", ".password")
_NOTHING_FOUND = 1
_BAD_INPUT = 2


def main(folder: str, arguments: list[str]) -> None:
    *options, key = arguments[:3]
    if options != ["--exit-status", "--raw-output"] or key not in _KEYS or len(arguments) > 4:
        Place(Path(folder)).unknown(["jq", *arguments])
    try:
        text = Path(arguments[3]).read_text(encoding="utf-8") if arguments[3:] else sys.stdin.read()
        found = json.loads(text).get(key.removeprefix("."))
    except (OSError, ValueError, AttributeError) as error:
        refuse(f"jq: error: {error}", _BAD_INPUT)
    sys.stdout.write(f"{found if isinstance(found, str) else json.dumps(found)}\n")
    if found is None or found is False:
        sys.exit(_NOTHING_FOUND)
