"""The cluster that an environment names -> a complaint if it is one that canaryform itself makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.spec.rules.protocol import Finding, Reading, SpecRule


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    """Without the key, the cluster of an environment is called as this key may not call it."""
    made = {reading.project.names.base: reading.name for reading in readings}
    for reading in readings:
        name = reading.project.cluster
        if name in made:
            message = f"is what canaryform calls the cluster that it makes for {made[name]}, where none is named"
            hint = "remove the line; if a cluster that exists has this name, call the environment otherwise"
            yield Finding(reading.at("cluster"), message, hint)


RULE = SpecRule("clusters", "A cluster that exists is none of those that are made.", _check)
