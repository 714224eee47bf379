"""Environment variables and secrets -> complaints about names that are taken."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, ProjectRule, Reading

SET_BY_CANARYFORM = {"PORT": "service.port", "VERSION": "the release's version"}
"""Variables that every container gets, and what their value is."""


def _check(reading: Reading) -> Iterator[Finding]:
    service = reading.project.service
    for kind, names in (("environment", service.environment), ("secrets", service.secrets)):
        for name in names:
            if name in SET_BY_CANARYFORM:
                message = f"{name} is set by canaryform: it is {SET_BY_CANARYFORM[name]}"
                yield Finding(reading.at("service", kind, name), message, "remove it")
    for name in service.environment:
        if name in service.secrets:
            where = reading.culprit(("service", "environment", name), ("service", "secrets", name))
            yield Finding(where, f"{name} is both in environment and in secrets", "keep one of them")


RULE = ProjectRule("variables", "A variable is set once, and not one that canaryform sets.", _check)
