"""A valid spec in which one thing is broken is refused, with a complaint at that very line."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SpecError
from generator.problems import Problem
from generator.spec.loader import load
from tests.strategies.spec import dump, specs
from tests.strategies.word import Data

Path = tuple[str, ...]

OPEN = ("tags", "environment", "secrets", "environments", "sidecars", "volumes", "depends_on")
"""Mappings whose keys the user chooses."""


@given(specs(), st.data())
def test_a_renamed_key_is_unknown(data: Data, choice: st.DataObject) -> None:
    path = choice.draw(st.sampled_from([path for path in _paths(data) if not _is_free(path)]))
    broken, parent = _copied(data, path)
    renamed = {(f"{key}_x" if key == path[-1] else key): value for key, value in parent.items()}
    parent.clear()
    parent |= renamed
    lines = dump(broken).splitlines()
    complaints = [problem for problem in _complaints(broken) if f"'{path[-1]}_x'" in problem.message]
    assert any(f"{path[-1]}_x:" in lines[problem.location.line - 1] for problem in complaints)


@given(specs(), st.data())
def test_a_value_of_the_wrong_type_is_refused(data: Data, choice: st.DataObject) -> None:
    path = choice.draw(st.sampled_from([*_paths(data)]))
    broken, parent = _copied(data, path)
    parent[path[-1]] = [[]]
    where = ".".join(path)
    assert any(problem.location.path in (where, f"{where}[0]") for problem in _complaints(broken))


@given(specs(), st.integers().filter(lambda number: not -1 < number < 10**10), st.data())
def test_a_number_out_of_bounds_is_refused(data: Data, number: int, choice: st.DataObject) -> None:
    numbers = [path for path in _paths(data) if _is_number(data, path) and not _is_free(path)]
    path = choice.draw(st.sampled_from(numbers))
    broken, parent = _copied(data, path)
    parent[path[-1]] = number
    assert any(problem.location.path == ".".join(path) for problem in _complaints(broken))


def _complaints(data: Data) -> tuple[Problem, ...]:
    with pytest.raises(SpecError) as error:
        load(dump(data), "spec.yaml")
    assert all(problem.location.line and problem.location.column for problem in error.value.problems)
    return error.value.problems


def _paths(data: Data, before: Path = ()) -> Iterator[Path]:
    """Every key of the spec, by the way to it."""
    for key, value in data.items():
        yield (*before, key)
        if isinstance(value, dict):
            yield from _paths(value, (*before, key))


def _is_free(path: Path) -> bool:
    return len(path) > 1 and path[-2] in OPEN


def _is_number(data: Data, path: Path) -> bool:
    value: Any = data
    for key in path:
        value = value[key]
    return isinstance(value, int | float) and not isinstance(value, bool)


def _copied(data: Data, path: Path) -> tuple[Data, Data]:
    """A copy of the spec, and in it the mapping that ``path`` ends in."""
    broken = parent = copy.deepcopy(data)
    for key in path[:-1]:
        parent = parent[key]
    return broken, parent
