"""The rules that are left out of cfn-lint change none of its findings, on what is whole and on what is damaged."""

from __future__ import annotations

from functools import cache

import pytest
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode import decode_str
from cfnlint.runner import Runner

from generator.gate.cfn_lint import matches
from generator.gate.subject import Subject
from tests.golden.case import CASES
from tests.mutants.test_mutants import LINTED, SEEDED, mutated


@cache
def _runner(regions: tuple[str, ...]) -> Runner:
    """The linter as it is."""
    return Runner(ConfigMixIn(**ManualArgs(regions=list(regions))))


def _by_itself(subject: Subject) -> set[tuple[str, str, int]]:
    template, unreadable = decode_str(subject.text)
    runner = _runner(subject.regions)
    found = unreadable or runner.validate_template(template)
    return {(match.rule.id, match.message, match.linenumber) for match in found if match.rule.id[0] != "I"}


def _by_us(subject: Subject) -> set[tuple[str, str, int]]:
    return {(match.code, match.message, match.line) for match in matches(subject.text, subject.regions)}


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDED)
def test_the_findings_on_a_mutant_are_those_of_all_rules(name: str) -> None:
    for changed in mutated(LINTED, SEEDED[name])[1]:
        assert _by_us(changed) == _by_itself(changed)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_all_rules_find_nothing_in_what_is_whole(case: str) -> None:
    for whole in CASES[case].build().subjects:
        assert _by_itself(whole) == _by_us(whole) == set()
