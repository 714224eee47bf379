"""One spec file -> what is wrong with the spec itself, without building anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.app.build.bases import read_bases
from generator.app.build.claims import claims
from generator.app.build.discover import once
from generator.app.build.product import Neighbour
from generator.app.build.read import read
from generator.app.run.disagreement import disagreements
from generator.app.run.neighbours import neighbours
from generator.errors import SpecError
from generator.problems import Problem
from generator.spec.loader import load


@dataclass(frozen=True)
class Reading:
    """A spec file, its environments when it is valid, and its problems when it is not."""

    file: str
    texts: Mapping[str, str]
    """Of the spec, and of what it extends."""
    environments: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    neighbour: Neighbour | None = None
    """What it asks of its repository, when it is valid."""


def validate(files: Sequence[str]) -> tuple[Reading, ...]:
    """The readings of ``files``, which must get on with each other and with the other specs of their repository.

    Raises OutsideError when a file cannot be read.
    """
    readings = [_reading(file) for file in once(files)]
    found = disagreements([each.neighbour for each in readings if each.neighbour], neighbours(files))
    return tuple(replace(each, problems=(*each.problems, *found.get(each.file, ()))) for each in readings)


def _reading(file: str) -> Reading:
    texts = {file: ""}
    try:
        text = texts[file] = read(file)
        bases = read_bases(text, file)
        texts |= {base.file: base.text for base in bases}
        spec = load(text, file, bases)
    except SpecError as error:
        return Reading(file, texts, problems=error.problems)
    environments = tuple(project.environment.name for project in spec.projects)
    neighbour = Neighbour(file, text, spec.shared.name, claims(spec), bases)
    return Reading(file, texts, environments, neighbour=neighbour)
