"""All environments' services -> complaints about what is said of commits and builds where none of them has any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.spec.node import Mapping, Step, find
from generator.spec.rules.protocol import Finding, Reading, SpecRule
from generator.spec.rules.written import written

_HINT = "remove it: the images are those of service.image"


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    for value in written(readings, _said):
        if all(reading.service.image_address for reading in value.readings):
            yield Finding(value.location, _MESSAGES[value.path[0]], _HINT)


_MESSAGES: dict[Step, str] = {
    "build": "is of no use: nothing is built here, since somebody else pushes the image",
    "connection": "is of no use: nothing is taken from GitHub, since somebody else pushes the images",
    "git": "is of no use: no commits are released, since somebody else pushes the images",
}


def _said(reading: Reading) -> Iterator[tuple[Step, ...]]:
    build = find(reading.document, ("build",))
    for key in build.entries if isinstance(build, Mapping) else ():
        yield "build", key
    for path in (("connection",), ("git", "release_branches")):
        if reading.says(*path):
            yield path


RULE = SpecRule("idle-source", "What is said of commits and builds is for services that have them.", _check)
