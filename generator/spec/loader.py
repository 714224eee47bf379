"""A spec file's text -> a ``Spec``, or a ``SpecError`` with every complaint about it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import SpecError
from generator.model.project import Spec
from generator.problems import Location, Problem
from generator.spec import overlay, schema, source, structure, validate
from generator.spec.base import Base
from generator.spec.extension import extended
from generator.spec.node import Mapping, Step, reach
from generator.spec.rules import catalog
from generator.spec.rules.protocol import Reading

MOST = 1000
"""Problems from which on no further environment is judged: what is told so far has to be mended first."""


def load(text: str, file: str, bases: Sequence[Base] = ()) -> Spec:
    """Read ``text``, which was found in ``file`` and extends ``bases``, the nearest first.

    Pure: nothing is opened, printed or remembered.
    """
    root = extended(source.read(text, file), bases)
    empty = tuple(overlay.problems(root))
    problems: list[Problem] = [*empty, *validate.problems(root, schema.schema())]
    readings: list[tuple[Reading, ...]] = []
    for document in overlay.documents(root):
        if len(problems) > MOST:
            break
        found = tuple(validate.problems(document.root, schema.complete()))
        # What is wrong as it is written is told in the words for that, not in those for what comes of it here.
        known = {(problem.location, problem.message) for problem in problems}
        problems += [problem for problem in found if (problem.location, problem.message) not in known]
        if not found and not empty:
            readings.append(_readings(document))
    for of_environment in readings:
        problems += catalog.of_project(of_environment)
    problems += catalog.of_spec([reading for of_environment in readings for reading in of_environment])
    if problems:
        raise SpecError(problems)
    return structure.spec(file, root.location, [first.project for first, *_ in readings])


def _readings(document: overlay.Document) -> tuple[Reading, ...]:
    """One for each service of an environment."""
    project = structure.project(document)
    own = overlay.services(document.root)
    return tuple(Reading(service, each.root) for service, each in zip(project.services, own, strict=True))


def locate_shared(text: str, file: str, environment: str, *path: Step, bases: Sequence[Base] = ()) -> Location:
    """Where a value is written that the services of an environment of a valid spec share, or would belong."""
    return reach(_documents(text, file, bases)[environment], path).location


def locate(text: str, file: str, environment: str, service: str, *path: Step, bases: Sequence[Base] = ()) -> Location:
    """Where a value of one service is written in a valid spec; if it is left out, where it would belong.

    ``path`` is where the main service has it.
    """
    services = {each.service: each for each in overlay.services(_documents(text, file, bases)[environment])}
    return reach(services[service].root, path).location


def _documents(text: str, file: str, bases: Sequence[Base]) -> dict[str, Mapping]:
    """The document of each environment."""
    root = extended(source.read(text, file), bases)
    return {document.environment: document.root for document in overlay.documents(root)}
