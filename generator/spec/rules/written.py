"""All readings of a spec -> each value where it is written, with the readings that it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.problems import Location
from generator.spec.node import Step
from generator.spec.rules.protocol import Reading


class Written(NamedTuple):
    """One value of the spec."""

    location: Location
    path: tuple[Step, ...]
    """Where a reading's document has it."""
    readings: tuple[Reading, ...]
    """The services that it is for, of all environments."""


def written(readings: Sequence[Reading], paths: Callable[[Reading], Iterable[tuple[Step, ...]]]) -> Iterator[Written]:
    """The values at the ``paths`` of each reading, each once; none of a file that the spec extends.

    Such a file speaks for other projects, too.
    """
    found: dict[Location, Written] = {}
    for reading in readings:
        for path in paths(reading):
            where = reading.at(*path)
            if where.file == reading.document.location.file:
                known = found.get(where, Written(where, path, ()))
                found[where] = known._replace(readings=(*known.readings, reading))
    yield from found.values()
