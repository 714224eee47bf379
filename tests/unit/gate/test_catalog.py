"""Every rule sees what it is for: its own example breaks it and no other rule, and the good twin breaks none."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from pathlib import Path

import pytest

import generator.gate.rules
from generator.gate import example
from generator.gate.catalog import ROOMS, RULES, problems
from generator.gate.rule import Rule
from generator.gate.system import System

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def _found(systems: tuple[System, ...]) -> set[str]:
    return {problem.code for system in systems for problem in problems(system)}


@EACH
def test_a_rule_s_bad_example_is_found_by_it_and_by_no_other(rule: Rule) -> None:
    assert _found(example.bad(rule.example)) == {rule.id}


@EACH
def test_its_good_twin_is_let_through(rule: Rule) -> None:
    assert _found(example.good(rule.example)) == set()


@EACH
def test_a_rule_is_silent_where_the_owner_asked_for_it(rule: Rule) -> None:
    waived = tuple(replace(system, waived=frozenset({rule.id})) for system in example.bad(rule.example))
    assert _found(waived) == set()


@EACH
def test_a_rule_says_what_it_wants_and_who_says_so(rule: Rule) -> None:
    assert rule.description.endswith(".")
    assert rule.source.startswith("https://")


def test_every_rule_is_in_the_catalog_once_under_a_name_of_its_own() -> None:
    assert {package.name for package in pkgutil.iter_modules(generator.gate.rules.__path__)} == {
        room.name for room in ROOMS
    }
    for room in ROOMS:
        folder = Path(*generator.gate.rules.__path__) / room.name
        files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
        assert {rule.id for rule in room.rules} == files
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
