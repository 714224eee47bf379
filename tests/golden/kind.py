"""The templates of the golden cases -> those that no template before them is like but for names.

cfn-lint takes a tenth of a second for a template, and half of the golden templates differ from another one by nothing
but the name of the project, of an environment or of a service, or by the region: `make gate` has it read those too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from generator.gate.subject import Subject
from generator.model.project import Project
from tests.golden.case import CASES, Case


def first_of_their_kind(case: Case) -> tuple[Subject, ...]:
    """The templates of a case that are like none before them, in it or in the cases before it."""
    return _first()[case.name]


def nameless(text: str, names: Iterable[str]) -> str:
    """A text with one and the same word for every name in it."""
    return re.sub("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)), "NAME", text)


def names_of(project: Project) -> set[str]:
    """What is a name of an environment's own, and what says where it is."""
    workloads = {each.name for each in (*project.services, *project.jobs)}
    return {project.name, project.environment.name, project.region, project.repository, *workloads}


@cache
def _first() -> dict[str, tuple[Subject, ...]]:
    known: set[str] = set()
    first: dict[str, tuple[Subject, ...]] = {}
    for case in CASES.values():
        build = case.build()
        names = {name for project in build.projects for name in names_of(project)}
        kinds = {nameless(subject.text, names): subject for subject in reversed(build.subjects)}
        first[case.name] = tuple(subject for kind, subject in kinds.items() if kind not in known)
        known |= kinds.keys()
    return first
