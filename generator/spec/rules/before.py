"""What runs before a release -> complaints when it says nothing, or is told what is canaryform's to tell."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule
from generator.spec.rules.variables import why_changed

_AT = ("release", "before")
_RUN = "RELEASE_RUN"


def _check(reading: Reading) -> Iterator[Finding]:
    before, container = reading.service.release.before, reading.service.container
    if before is None:
        return
    if not before.command:
        yield Finding(reading.at(*_AT), "command is missing", "for example `command: [npm, run, migrate]`")
    for index, word in enumerate(before.command):
        if why := why_changed(word):
            yield Finding(reading.at(*_AT, "command", index), *why)
    for kind, names in (("environment", container.environment), ("secrets", container.secrets)):
        if _RUN in names:
            message = f"{_RUN} is set by canaryform in what runs before a release: it is the run of the pipeline"
            yield Finding(reading.at("service", kind, _RUN), message, "remove it")


RULE = ServiceRule("before", "What runs before a release is a command, and is told which run it is for.", _check)
