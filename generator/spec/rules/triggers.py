"""All environments' triggers -> a complaint when one push would release to two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.spec.rules.protocol import Finding, Reading, SpecRule


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    first: dict[tuple[str, str, str], str] = {}
    for reading in readings:
        trigger = reading.project.environment.trigger
        kind, pattern = ("branch", trigger.branch) if trigger.branch else ("tag", trigger.tag or "")
        other = first.setdefault((reading.project.repository, kind, pattern), reading.name)
        if other != reading.name:
            where = reading.at("environments", reading.name, "trigger", kind)
            message = f"the {kind} '{pattern}' triggers releases to {other} already"
            yield Finding(where, message, f"give each environment a {kind} of its own")


RULE = SpecRule("triggers", "A branch or tag triggers releases to one environment.", _check)
