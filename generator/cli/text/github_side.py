"""What is compared or put in place at GitHub -> a line that counts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.count import counted
from generator.naming.github import INSTALLED_FOLDER

if TYPE_CHECKING:
    from generator.app.github.install import Installation
    from generator.app.github.side import GitHubSide
    from generator.gitflow.environment import EnvironmentComparison
    from generator.gitflow.ruleset import Comparison


def installed(plan: Installation, *, dry_run: bool) -> str:
    """How many files of .github/ were written, removed and left as they are, or would be."""
    written = len(plan.differences) - len(plan.removed)
    parts = [f"{written} {'to write' if dry_run else 'written'}", f"{len(plan.artifacts) - written} unchanged"]
    parts += [f"{len(plan.removed)} {'to remove' if dry_run else 'removed'}"] if plan.removed else []
    parts += [f"{len(plan.kept)} kept"] if plan.kept else []
    return f"{INSTALLED_FOLDER}: {', '.join(parts)}"


def agreement(
    side: GitHubSide, environments: Sequence[EnvironmentComparison], comparisons: Sequence[Comparison]
) -> str:
    """That all of it is as the spec says."""
    verb = "is" if len(environments) + len(comparisons) == 1 else "are"
    return f"{side.repository}: {things(environments, comparisons)} {verb} as the spec says"


def things(environments: Sequence[EnvironmentComparison], rulesets: Sequence[Comparison]) -> str:
    """``2 environments and 1 ruleset``."""
    counts = {"environment": len(environments), "ruleset": len(rulesets)}
    return " and ".join(counted(count, noun) for noun, count in counts.items() if count)
