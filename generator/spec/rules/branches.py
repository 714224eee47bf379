"""The two long-lived branches -> a complaint when they are one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, ProjectRule, Reading


def _check(reading: Reading) -> Iterator[Finding]:
    git = reading.project.git
    if git.main == git.develop:
        where = reading.culprit(("git", "develop"), ("git", "main"))
        message = f"main and develop are both {git.main}, but Gitflow merges one into the other"
        yield Finding(where, message, "name two branches")


RULE = ProjectRule("branches", "main and develop are two branches.", _check)
