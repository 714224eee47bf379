"""Systems -> updates that Dependabot proposes on the day that a version appears."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.dependabot import updates
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import lacks
from generator.problems import Severity

_WITHOUT = frozenset({"gitsubmodule"})
"""Ecosystems whose updates are commits, not versions."""


def _check(system: System) -> Iterator[Finding]:
    for update in updates(system):
        if lacks(update.data, "cooldown") and update.ecosystem not in _WITHOUT:
            message = "proposes a version on its first day, before anybody has found what is planted in it"
            yield Finding(update.file, message, update.path, "cooldown: {default-days: 7}")


RULE = Rule(
    "dependabot-cooldown",
    "Dependabot lets a version become some days old before it proposes it.",
    "https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference#cooldown-",
    _check,
    """
 .github/dependabot.yml:
   version: 2
   updates:
     - package-ecosystem: docker
       directory: /
       schedule: {interval: weekly}
+      cooldown: {default-days: 7}
    """,
    severity=Severity.ADVICE,
)
