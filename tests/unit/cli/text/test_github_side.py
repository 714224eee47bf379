"""The lines that count what is compared at GitHub."""

from __future__ import annotations

from generator.cli.text.github_side import things
from generator.gitflow.environment import EnvironmentComparison
from generator.gitflow.ruleset import Comparison

_ENVIRONMENT = EnvironmentComparison("prod", "main", None, ())
_RULESET = Comparison({"name": "main"}, None, ())


def test_what_is_none_is_not_counted() -> None:
    assert things([_ENVIRONMENT, _ENVIRONMENT], [_RULESET]) == "2 environments and 1 ruleset"
    assert things([], [_RULESET]) == "1 ruleset"
