"""One spec file -> its text and a judged build, here and now: for commands that need more than what is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.app import checkout
from generator.app.build.bases import read_bases
from generator.app.build.compile import Build, compile_spec
from generator.app.build.product import Format
from generator.app.build.read import read
from generator.app.run.batch import Result
from generator.errors import SpecError
from generator.problems import Problem, in_order
from generator.spec.base import Base


def judge(build: Build) -> tuple[Problem, ...]:
    """What the gate says of a build; of a template that it has seen, what it said then."""
    # Imported here: not everybody who prepares a build has it judged.
    from generator.app.cache.result_cache import open_memory
    from generator.app.judge import gate
    from generator.app.workers import lint

    memory = open_memory(os.environ)
    return gate.judge(build, lambda subjects: lint.problems(subjects, memory))


def unjudged(build: Build) -> tuple[Problem, ...]:
    """In place of ``judge`` for commands that show a build, rather than whether AWS would take it."""
    return ()


@dataclass(frozen=True)
class Prepare:
    """Reads, compiles and judges the spec at a path."""

    template_format: Format = Format.YAML
    read: Callable[[str], str] = read
    compile: Callable[[str, str, Format, tuple[Base, ...]], Build] = compile_spec
    judge: Callable[[Build], tuple[Problem, ...]] = judge
    looks_at_checkout: bool = True
    """Whether the repository has to hold what the spec names, such as a Dockerfile."""

    def __call__(self, file: str) -> Result:
        """Raises OutsideError when the file cannot be read; every other complaint is in the build."""
        try:
            text = self.read(file)
        except SpecError as error:
            return Result("", Build(file, problems=error.problems))
        try:
            bases = read_bases(text, file)
        except SpecError as error:
            return Result(text, Build(file, problems=error.problems))
        build = self.compile(text, file, self.template_format, bases)
        if not build.problems and self.looks_at_checkout:
            missing = checkout.problems(build.sources, text, file, bases)
            notes = (*build.notes, *checkout.notes(build.sources, file))
            build = replace(build, problems=in_order([*missing, *self.judge(build)]), notes=notes)
        elif not build.problems:
            build = replace(build, problems=self.judge(build))
        return Result(text, build, bases=bases)
