"""The commands that test a service -> complaints about those that no shell is given as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    for index, command in enumerate(reading.service.build.test):
        where = reading.at("build", "test", index)
        if "\0" in command:
            yield Finding(where, "holds the character U+0000, at which a shell stops reading", "remove it")
        elif not command.strip():
            yield Finding(where, "is a command of nothing but spaces", "write a command, or remove it")


RULE = ServiceRule("commands", "A command that tests a service is one.", _check)
