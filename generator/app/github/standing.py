"""The GitHub side of specs, and GitHub -> how the two stand to each other: what ``github check`` and doctor show."""

from __future__ import annotations

import os
from dataclasses import dataclass

from generator.app.github.side import GitHubSide, github_side
from generator.errors import SpecError
from generator.gitflow import identity
from generator.gitflow.environment import EnvironmentComparison, compare_environments
from generator.gitflow.gh import Gh
from generator.gitflow.gh_api import GhApi
from generator.gitflow.ruleset import Comparison, compare

_SECONDS = 20
"""For one call of gh, where nobody waits for GitHub alone."""


@dataclass(frozen=True)
class Standing:
    """Every environment and ruleset that the specs want, each with what GitHub has in its place."""

    side: GitHubSide
    environments: tuple[EnvironmentComparison, ...]
    rulesets: tuple[Comparison, ...]
    misfits: tuple[str, ...]
    """What of the specs does not fit the repository itself, as lines."""

    @property
    def changed_environments(self) -> tuple[EnvironmentComparison, ...]:
        """Those that are not as the specs say."""
        return tuple(each for each in self.environments if each.diff)

    @property
    def changed_rulesets(self) -> tuple[Comparison, ...]:
        """Those that are not as the specs say."""
        return tuple(each for each in self.rulesets if each.diff)


def standing(api: GhApi, side: GitHubSide) -> Standing:
    """Ask GitHub for all of it. Raises OutsideError where it does not say."""
    rulesets = compare(api, side.repository, side.rulesets)
    environments = compare_environments(api, side.repository, side.environments, side.git.main)
    return Standing(side, environments, rulesets, misfits(api, side))


def misfits(api: GhApi, side: GitHubSide) -> tuple[str, ...]:
    """What of the specs does not fit the repository at GitHub, as lines; what holds for several of them once."""
    found = identity.identity(api, side.repository)
    lines = (line for name, git in side.named_as for line in identity.misfits(found, name, git))
    return tuple(dict.fromkeys(lines))


def ask(file: str) -> Standing | None:
    """How it stands for a spec's repository; None where gh is not there, or acts for nobody.

    Raises OutsideError where GitHub does not say, SpecError where a spec of the repository has problems.
    """
    side = github_side([file])
    if side.problems:
        raise SpecError(side.problems)
    gh = Gh(side.root, os.environ, side.repository, seconds=_SECONDS)
    return standing(GhApi(gh), side) if gh.is_logged_in() else None
