"""The READMEs are one screen each, agree, and their shortest spec passes the gate."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.judge import gate
from tests.docs.page import page
from tests.docs.translation import Translation

ENGLISH, CHINESE = "README.md", "README.zh-CN.md"


def test_the_readmes_say_the_same() -> None:
    assert Translation(page(ENGLISH), page(CHINESE)).differences() == []


@pytest.mark.parametrize("name", [ENGLISH, CHINESE])
def test_the_readme_is_one_screen(name: str) -> None:
    assert len(page(name).text.splitlines()) <= 80


def test_the_shortest_spec_passes_the_gate() -> None:
    text = page(ENGLISH).block("yaml")
    assert len(text.splitlines()) == 10
    build = compile_spec(text, "specs/my-microservice.yaml")
    assert not build.problems
    assert gate.judge(build) == ()
    assert build.environments == ("dev", "prod")


def test_it_names_the_command_that_tests_everything() -> None:
    assert ["test"] in [*page(ENGLISH).commands("make")]
