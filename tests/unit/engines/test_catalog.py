"""The catalog of engines."""

from __future__ import annotations

import pkgutil

import pytest

import generator.engines
from generator.engines import catalog
from generator.model.release import Release
from tests.unit.project import service


def test_every_engine_is_in_the_catalog() -> None:
    rooms = {f"{module.name}.engine" for module in pkgutil.iter_modules(generator.engines.__path__) if module.ispkg}
    assert {type(engine).__module__.removeprefix("generator.engines.") for engine in catalog.ENGINES} == rooms


def test_no_two_engines_have_one_name() -> None:
    names = [engine.name for engine in catalog.ENGINES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("engine", catalog.ENGINES, ids=lambda engine: engine.name)
def test_an_engine_is_found_by_the_spec_s_word_for_it(engine: object) -> None:
    name = engine.name  # type: ignore[attr-defined]
    assert catalog.engine_of(service(release=Release(engine=name))) is engine


def test_codedeploy_is_what_a_spec_gets_that_says_nothing() -> None:
    assert catalog.engine_of(service()).name == "codedeploy"
