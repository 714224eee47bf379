"""What happens to a spec between its file and its judged build: the order, and what is skipped."""

from generator.app.build.compile import Build
from generator.app.build.product import Format
from generator.app.run.prepare import Prepare
from generator.problems import Location, Problem
from generator.spec.base import Base

PROBLEM = Problem(Location("setup.cfg"), "is wrong", "test")


def test_a_build_without_problems_is_judged() -> None:
    def compiled(text: str, file: str, template_format: Format, bases: tuple[Base, ...]) -> Build:
        return Build(file, template_format)

    result = Prepare(Format.JSON, lambda file: "the text", compiled, lambda build: (PROBLEM, PROBLEM))("x.yaml")
    assert result.text == "the text"
    assert result.build == Build("x.yaml", Format.JSON, problems=(PROBLEM,))


def test_a_build_with_problems_is_not() -> None:
    def compiled(text: str, file: str, template_format: Format, bases: tuple[Base, ...]) -> Build:
        return Build(file, problems=(PROBLEM,))

    def never(build: Build) -> tuple[Problem, ...]:
        raise AssertionError

    assert Prepare(Format.YAML, lambda file: "", compiled, never)("x.yaml").build.problems == (PROBLEM,)
