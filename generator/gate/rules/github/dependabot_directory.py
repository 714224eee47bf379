"""Systems -> folders that Dependabot is to look into, and that the repository does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.dependabot import updates
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for update in updates(system):
        for path, folder in update.folders:
            if folder and system.has(folder) is False:
                message = f"the repository has no {folder}: Dependabot keeps nothing of {update.ecosystem} up to date"
                yield Finding(update.file, message, path)


RULE = Rule(
    "dependabot-directory",
    "Dependabot looks into folders that the repository has.",
    "https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference#directories-or-directory--",
    _check,
    """
 repository: [service/package.json]
 .github/dependabot.yml:
   version: 2
   updates:
     - package-ecosystem: npm
-      directory: /app
+      directory: /service
       schedule: {interval: weekly}
       cooldown: {default-days: 7}
    """,
    severity=Severity.WARNING,
)
