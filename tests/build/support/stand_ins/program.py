"""A stand-in for ``npm`` and whatever else a spec's test commands call."""

from __future__ import annotations

from pathlib import Path

from tests.build.support.stand_ins.place import Place, refuse


def main(folder: str, arguments: list[str]) -> None:
    """The first argument is the program's name."""
    place = Place(Path(folder))
    failed = place.fails(arguments)
    place.record(arguments, failed=failed)
    if failed:
        refuse(f"{arguments[0]} error: a test failed")
