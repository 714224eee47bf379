"""Named specs -> the other specs of their repository, as far as those are valid by themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.app.build.discover import discover
from generator.app.build.product import Neighbour
from generator.app.build.read import read
from generator.app.checkout import repository_root
from generator.errors import CanaryformError


def neighbours(files: Sequence[str]) -> tuple[Neighbour, ...]:
    """The specs in ``specs/`` of each file's repository that are not among the ``files``."""
    named = {os.path.realpath(file) for file in files}
    roots = dict.fromkeys(repository_root(Path(file)) for file in files)
    paths = [root / spec for root in roots for spec in discover(root)]
    return tuple(_read(path for path in paths if os.path.realpath(path) not in named))


def _read(paths: Iterator[Path]) -> Iterator[Neighbour]:
    for path in paths:
        # Imported here: mostly there is no other spec, and nothing to read.
        from generator.app.build.bases import read_bases
        from generator.app.build.claims import claims
        from generator.spec.loader import load

        file = os.path.relpath(path)
        try:
            text = read(file)
            bases = read_bases(text, file)
            spec = load(text, file, bases)
        except CanaryformError:
            continue  # What is wrong with it is told when it is named itself.
        yield Neighbour(file, text, spec.shared.name, claims(spec), bases)
