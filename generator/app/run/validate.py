"""One spec file -> what is wrong with the spec itself, without building anything."""

from __future__ import annotations

from dataclasses import dataclass

from generator.app.build.read import read
from generator.errors import SpecError
from generator.problems import Problem
from generator.spec.loader import load


@dataclass(frozen=True)
class Reading:
    """A spec file, its environments when it is valid, and its problems when it is not."""

    file: str
    text: str
    environments: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def validate(file: str) -> Reading:
    """Raises OutsideError when the file cannot be read."""
    text = ""
    try:
        text = read(file)
        spec = load(text, file)
    except SpecError as error:
        return Reading(file, text, problems=error.problems)
    return Reading(file, text, environments=tuple(project.environment.name for project in spec.projects))
