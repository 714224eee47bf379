"""A spec file's text -> a ``Spec``, or a ``SpecError`` with every complaint about it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import SpecError
from generator.model.project import Spec
from generator.problems import Location, Problem
from generator.spec import empty, idle_requests, kinds, overlay, promotions, schema, source, structure, validate
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
    left_out = tuple(empty.problems(root))
    problems: list[Problem] = [*left_out, *promotions.problems(root), *validate.problems(root, schema.schema())]
    readings: list[tuple[Reading, ...]] = []
    job_readings: list[Reading] = []
    documents = overlay.documents(root)
    for document in documents:
        if len(problems) > MOST:
            break
        found = (*validate.problems(document.root, schema.complete()), *kinds.problems(document.root))
        # What is wrong as it is written is told in the words for that, not in those for what comes of it here.
        known = {(problem.location, problem.message) for problem in problems}
        problems += [problem for problem in found if (problem.location, problem.message) not in known]
        if not found and not left_out:
            own, of_jobs = _readings(document)
            readings.append(own)
            job_readings += of_jobs
    if not problems:
        problems += idle_requests.problems(documents, root.location.file)
    for of_environment in readings:
        problems += catalog.of_project(of_environment)
    # What a job has from its service, and what is wrong with it, is said already.
    problems += [problem for problem in catalog.of_jobs(job_readings) if problem not in problems]
    problems += catalog.of_spec([reading for of_environment in readings for reading in of_environment])
    if problems:
        raise SpecError(problems)
    return structure.spec(file, root.location, [first.project for first, *_ in readings])


def _readings(document: overlay.Document) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """One for each service of an environment, and for each job."""
    project = structure.project(document)
    services, jobs = overlay.services(document.root), overlay.jobs(document.root)
    return (
        tuple(Reading(service, each.root) for service, each in zip(project.services, services, strict=True)),
        tuple(Reading(job.service, each.root, job) for job, each in zip(project.jobs, jobs, strict=True)),
    )


def locate_shared(text: str, file: str, environment: str, *path: Step, bases: Sequence[Base] = ()) -> Location:
    """Where a value is written that the services of an environment of a valid spec share, or would belong."""
    return reach(_documents(text, file, bases)[environment], path).location


def locate(text: str, file: str, environment: str, service: str, *path: Step, bases: Sequence[Base] = ()) -> Location:
    """Where a value of one service or job is written in a valid spec; if it is left out, where it would belong.

    ``path`` is where the main service has it.
    """
    root = _documents(text, file, bases)[environment]
    services = {each.service: each for each in (*overlay.services(root), *overlay.jobs(root))}
    return reach(services[service].root, path).location


def _documents(text: str, file: str, bases: Sequence[Base]) -> dict[str, Mapping]:
    """The document of each environment."""
    root = extended(source.read(text, file), bases)
    return {document.environment: document.root for document in overlay.documents(root)}
