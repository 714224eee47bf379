"""A spec's text -> its product before cfn-lint has seen the templates: the part that a worker process does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.app.build.product import Product, Request
from generator.artifacts import packed
from generator.gate.subject import Subject
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.app.build.compile import Build


class CompiledSpec(NamedTuple):
    """A product, what our own checks say of it, and the templates that are still to be linted."""

    product: Product
    problems: tuple[Problem, ...] = ()
    subjects: tuple[Subject, ...] = ()
    """Without their data, which only our own rules read."""


def draft(request: Request) -> CompiledSpec:
    """The draft, in plain values that can go to another process."""
    # Imported here: the process that asks for it never compiles, and loads cfn-lint in the meantime.
    from generator.app.build.compile import compile_spec
    from generator.app.judge.gate import own_problems

    build = compile_spec(request.text, request.file, request.template_format, request.bases)
    if build.problems:
        return CompiledSpec(product(build))
    subjects = tuple(subject._replace(data={}) for subject in build.subjects)
    return CompiledSpec(product(build), own_problems(build), subjects)


def product(build: Build) -> Product:
    """What is left of a build, its artifacts packed."""
    return Product(
        file=build.file,
        project=build.project,
        environments=build.environments,
        stacks=build.stacks,
        artifacts=tuple(packed(artifact) for artifact in build.artifacts),
        sources=build.sources,
        claims=build.claims,
        notes=build.notes,
        origins=build.origins,
        problems=build.problems,
    )
