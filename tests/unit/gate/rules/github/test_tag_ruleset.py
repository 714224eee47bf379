"""Rulesets for the tags of releases: that none says who makes them is advice, for GitHub lets all who may write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.gate import example
from generator.gate.rules.github.tag_ruleset import RULE
from generator.problems import Severity


@pytest.mark.parametrize(("rules", "count"), [(("creation",), 0), ((), 1)])
def test_tags_that_all_may_make(rules: tuple[str, ...], count: int) -> None:
    [system] = example.good(RULE.example)
    files = [
        file._replace(data={**file.data, "rules": [{"type": each} for each in rules]})
        if file.path == "releasers.json" else file
        for file in system.files
    ]  # fmt: skip
    found = [*RULE.problems(replace(system, files=tuple(files)))]
    assert [problem.severity for problem in found] == [Severity.ADVICE] * count
    assert all("may make a tag such as v" in problem.message for problem in found)
