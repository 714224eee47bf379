"""One spec file -> its text and a judged build: the work that every command on specs begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.app import checkout
from generator.app.batch import Result
from generator.app.compile import Build, Format, compile_spec
from generator.app.read import read
from generator.errors import SpecError
from generator.problems import Problem, in_order


def judge(build: Build) -> tuple[Problem, ...]:
    """What the gate says of a build."""
    # Imported here: cfn-lint takes half a second to load, and a spec with mistakes never reaches it.
    from generator.app import gate

    return gate.judge(build)


@dataclass(frozen=True)
class Prepare:
    """Reads, compiles and judges the spec at a path. A plain value, so that another process can do the work."""

    template_format: Format = Format.YAML
    read: Callable[[str], str] = read
    compile: Callable[[str, str, Format], Build] = compile_spec
    judge: Callable[[Build], tuple[Problem, ...]] = judge

    def __call__(self, file: str) -> Result:
        """Raises OutsideError when the file cannot be read; every other complaint is in the build."""
        try:
            text = self.read(file)
        except SpecError as error:
            return Result("", Build(file, problems=error.problems))
        build = self.compile(text, file, self.template_format)
        if not build.problems:
            missing = checkout.problems(build.projects, text, file)
            build = replace(build, problems=in_order([*missing, *self.judge(build)]))
        return Result(text, build)
