"""All environments' documents -> complaints about what is said of requests where no service gets any.

The document of a service holds what is of use to it. So a migration that stands above workers alone, or traffic of a
main service that there is not, would be left out without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.problems import Location, Problem
from generator.spec.node import Mapping, Step, find
from generator.spec.overlay import (
    ALARMS_OF_A_WORKER,
    RELEASE_OF_A_WORKER,
    SERVICE,
    SERVICES,
    Document,
    is_job,
    is_worker,
)

CODE = "idle-requests"
_OF_MAIN = ("traffic", "route")
"""What the top of a spec says of the main service alone."""


def problems(documents: Sequence[Document], file: str) -> Iterator[Problem]:
    """Of documents that obey the schema. A value counts where it is written, and may be for several environments.

    A file that ``file`` extends speaks for other projects, too.
    """
    found: dict[Location, Problem] = {}
    used: set[Location] = set()
    for document in documents:
        for problem, is_used in _said(document.root):
            found.setdefault(problem.location, problem)
            if is_used:
                used.add(problem.location)
    yield from (each for where, each in found.items() if where not in used and where.file == file)


def _said(root: Mapping) -> Iterator[tuple[Problem, bool]]:
    """Each complaint that there may be, and whether something here has a use for what it is about."""
    has_main, answers = SERVICE in root.entries, _answers(root)
    for key in _OF_MAIN:
        if key in root.entries:
            message = "is of no use: it is about the main service, and there is none here"
            hint = f"remove it, or write it in services.NAME.{key}" if answers else "remove it"
            yield Problem(root.entries[key].key_location, message, CODE, hint), has_main
    message = "is of no use: no service here answers requests, so no traffic is shifted and no task runs before it"
    for section, keys in (
        (("release",), RELEASE_OF_A_WORKER),
        (("release", "alarms"), ALARMS_OF_A_WORKER),
    ):
        for key, where in _keys(root, section):
            if key not in keys:
                yield Problem(where, message, CODE, "remove it, or add the service that it is for"), answers


def _keys(root: Mapping, section: tuple[Step, ...]) -> Iterator[tuple[str, Location]]:
    node = find(root, section)
    for key, entry in node.entries.items() if isinstance(node, Mapping) else ():
        yield key, entry.key_location


def _answers(root: Mapping) -> bool:
    beside = root.get(SERVICES)
    nodes = [entry.node for entry in beside.entries.values()] if isinstance(beside, Mapping) else []
    return SERVICE in root.entries or any(not is_job(node) and not is_worker(node) for node in nodes)
