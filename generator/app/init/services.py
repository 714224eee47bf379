"""The folders with a Dockerfile -> the services that a first spec proposes: each with a name, a port and a route."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from generator import naming
from generator.app.init import guess
from generator.app.init.answers import ServiceAnswers
from generator.naming.limit import of_service
from generator.spec.obey import obeys
from generator.spec.schema import definition

NONE = "-"
"""What is answered where no service is the main one."""
_MAIN = ("web", "www", "frontend", "app", "site", "ui", "client")
"""Names of folders with what people see: it gets the requests that are for nobody else."""
_SUFFIX = "service"


def main(contexts: Sequence[str]) -> str:
    """The folder of the likely main service, or `NONE`."""
    by_name = {Path(context).name.lower(): context for context in reversed(contexts)}
    return next((by_name[name] for name in _MAIN if name in by_name), NONE)


def services(contexts: Sequence[str], root: Path, project: str, region: str) -> tuple[ServiceAnswers, ...]:
    """One for each folder, by the folder's name, or by the last names of its path where several end alike."""
    found: list[ServiceAnswers] = []
    for context in contexts:
        folder = root / context
        taken = {service.name for service in found}
        found.append(
            ServiceAnswers(
                name=_name(context, taken, project, region),
                context=context,
                port=guess.port(folder),
                version_file=guess.version_file(folder),
                test=guess.test(folder),
            )
        )
    return tuple(found)


def _name(context: str, taken: set[str], project: str, region: str) -> str:
    parts = [
        re.sub(r"^[^a-z]+", "", re.sub(r"[^a-z0-9]+", "-", part.lower())).strip("-") for part in context.split("/")
    ]
    words = [part for part in parts if part]
    names = ["-".join(words[-count:]) for count in range(1, len(words) + 1)]
    names += [f"{name}-{_SUFFIX}" for name in names] + [_SUFFIX]
    shortened = [_shortened(name, project, region) for name in names]
    shortened += [f"{_SUFFIX}-{number}" for number in range(2, len(taken) + 3)]
    return next(name for name in shortened if _is_free(name, taken))


def _is_free(name: str, taken: set[str]) -> bool:
    return name not in taken and name not in guess.ENVIRONMENTS and obeys(name, definition("#/$defs/service_name"))


def _shortened(name: str, project: str, region: str) -> str:
    """As much of it as every name that is made from it has room for."""
    while name and not _fits(name, project, region):
        name = name[:-1].rstrip("-")
    return name


def _fits(name: str, project: str, region: str) -> bool:
    environments = (naming.EnvironmentNames(project, environment) for environment in guess.ENVIRONMENTS)
    names = (each for one in environments for each in of_service(naming.ServiceNames(one, name), region))
    return all(len(each.text) <= each.limit for each in names)
