"""The words that a container is started and asked with -> complaints about those that would not arrive as written."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule
from generator.spec.rules.variables import why_changed

_FORMS = ("CMD", "CMD-SHELL", "NONE")
"""How ECS has a health check begin: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html"""


def _check(reading: Reading) -> Iterator[Finding]:
    container = reading.container
    check = container.health_check
    asked = ("service", "health_check", "command")
    for path, words in (
        (("service", "entry_point"), container.entry_point),
        (("service", "command"), container.command),
        (asked, check.command),
    ):
        for index, word in enumerate(words):
            if why := why_changed(word):
                yield Finding(reading.at(*path, index), *why)
    checks: dict[tuple[str, ...], tuple[str, ...]] = {asked: check.command}
    for name, sidecar in container.sidecars.items():
        checks["service", "sidecars", name, "health_check"] = sidecar.health_check
    for place, words in checks.items():
        if words and words[0] in _FORMS:
            hint = 'write the program and its arguments; a shell is one: [sh, -c, "…"]'
            yield Finding(reading.at(*place, 0), f"{words[0]} is ECS's word, and no program of the image", hint)


RULE = ServiceRule("container-words", "The words of a command arrive as they are written.", _check)
