"""What the templates do not say is never taken for known: whatever value is left to a parameter, no rule complains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from generator.gate import example
from generator.gate.catalog import RULES, problems
from generator.gate.rule import Rule
from generator.gate.subject import Path, Subject
from generator.gate.system import System

_FORMS: tuple[dict[str, Any], ...] = ({"Ref": "NotGiven"}, {"Fn::Sub": "${NotGiven}-x"})


def _places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where a template of CloudFormation's may have a parameter: at scalars, and at lists of them."""
    if isinstance(value, Mapping):
        if len(value) == 1 and str(next(iter(value))).startswith(("Ref", "Fn::")):
            yield path
            return
        for key, item in value.items():
            yield from _places(item, (*path, key))
    elif isinstance(value, list):
        if not any(isinstance(item, Mapping) for item in value):
            yield path
        for index, item in enumerate(value):
            yield from _places(item, (*path, index))
    else:
        yield path


def _without(template: Subject, path: Path, form: dict[str, Any]) -> Subject:
    """The template with a parameter that has no default at the place."""
    data: Any = deepcopy(dict(template.data))
    *way, last = path
    inner = data
    for step in way:
        inner = inner[step]
    inner[last] = form
    parameters = {**data.get("Parameters", {}), "NotGiven": {"Type": "String"}}
    return template._replace(data={**data, "Parameters": parameters})


def without_each(system: System) -> Iterator[tuple[str, System]]:
    """The system with each value of its templates left to a parameter in turn, and where that is."""
    for index, template in enumerate(system.templates):
        for logical_id, body in template.data.get("Resources", {}).items():
            for inside in _places(body.get("Properties", {})):
                path = ("Resources", logical_id, "Properties", *inside)
                for form in _FORMS:
                    changed = [*system.templates]
                    changed[index] = _without(template, path, form)
                    place = f"{template.path}: {'/'.join(map(str, path[1:]))} {[*form]}"
                    yield place, replace(system, templates=tuple(changed))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_speaks_of_what_it_does_not_know(rule: Rule) -> None:
    wrong = [
        f"{place}: [{problem.code}] {problem.message}"
        for system in example.good(rule.example)
        for place, variant in without_each(system)
        for problem in problems(variant)
    ]
    assert wrong == []
