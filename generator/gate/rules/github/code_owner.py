"""Systems -> lines of CODEOWNERS that GitHub passes over, so that nobody is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.ruleset import owned
from generator.gate.system import System
from generator.problems import Severity

_OWNER = re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9_-]*)(?:/[A-Za-z0-9._-]+)?|[^@\s]+@[^@\s]+\.[^@\s]+")


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.CODEOWNERS):
        for line in owned(file):
            for owner in line.owners:
                if not _OWNER.fullmatch(owner):
                    message = f"'{owner}' is no @user, @organisation/team or address: GitHub passes over the line"
                    yield Finding(file, message, line.path)
            if line.pattern.startswith("!") or "[" in line.pattern:
                message = f"CODEOWNERS knows no '{line.pattern}': ! and [ ] mean nothing there"
                yield Finding(file, message, line.path)


RULE = Rule(
    "code-owner",
    "Every line of CODEOWNERS names users, teams or addresses as GitHub reads them.",
    "https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax",
    _check,
    """
 CODEOWNERS: |
-  * acme/shop-team
+  * @acme/shop-team
    """,
    severity=Severity.WARNING,
)
