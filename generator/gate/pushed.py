"""A build -> the repositories of ECR to which it pushes, as far as its commands and variables say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.gate.build import builds_by
from generator.gate.inline_buildspec import SEPARATOR
from generator.gate.shell import commands
from generator.gate.subject import SideFile
from generator.gate.system import Resource, System
from generator.gate.value import mapping, mappings, text

_PUSH = re.compile(r"\bdocker push (?:-\S+ )*[\"']?([^\s\"';|&)]+)")
_BUILT = re.compile(
    r"\bdocker buildx (?:imagetools create|build\b(?=[^\n]*--push))[^\n]*?(?:-t|--tag)[ =][\"']?([^\s\"';|&)]+)"
)
_ASSIGNED = re.compile(r"^\s*(?:- )?(?:export )?([A-Za-z_]\w*)=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s;\"']*))\s*$", re.M)
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*)[^}|]*\}|([A-Za-z_]\w*))")
_REGISTRY = re.compile(r"\.dkr[.-]ecr(?:-fips)?\.[^/]*/(.+)")
_DEEPEST = 5


def pushed(system: System, project: Resource) -> list[str]:
    """Names of repositories, ``*`` for the part that is not known; only those of ECR."""
    found: list[str] = []
    for script, known in scripts(system, project):
        for image in [*_PUSH.findall(script), *_BUILT.findall(script)]:
            name = repository(system, expanded(image, known))
            if name and name not in found:
                found.append(name)
    return found


def scripts(system: System, project: Resource) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What a project runs, with the variables that are known there; ``*`` for what a command says."""
    for script, variables in _scripts(system, project):
        known = {**_environment(project), **variables}
        for name, *values in _ASSIGNED.findall(script):
            value = next(filter(None, values), "")
            known[name] = "*" if "$(" in value or "`" in value or name in variables else value
        yield script, known


def repository(system: System, image: str) -> str:
    """The repository of an image in ECR: its name, or the reference to it; nothing for another registry's."""
    for made in system.of("AWS::ECR::Repository"):
        if image.startswith(f"{made.token[:-1]}|RepositoryUri}}"):
            return made.name or made.token
    match = _REGISTRY.search(image)
    return re.split(r"[:@]", _unfilled(match[1]))[0] if match else ""


def _unfilled(name: str) -> str:
    """What stays of a token has colons, and ends no name."""
    return re.sub(r"\$\{AWS::[^}]*\}", "*", name)


def _scripts(system: System, project: Resource) -> Iterator[tuple[str, Mapping[str, str]]]:
    # What stands in the template keeps its references there.
    for file in (each for each in files_of(system, project) if SEPARATOR not in each.path):
        yield commands(file), {name: text(value) for name, value in mapping(file.data, "env", "variables").items()}
    yield text(project.properties, "Source", "BuildSpec"), {}


def files_of(system: System, project: Resource) -> list[SideFile]:
    """The buildspecs that a project builds by: its own, the one it names, any if it names none."""
    return [file for file in system.buildspecs if builds_by(project, file)]


def _environment(project: Resource) -> dict[str, str]:
    variables = mappings(project.properties, "Environment", "EnvironmentVariables")
    return {
        text(variable, "Name"): text(variable, "Value")
        for variable in variables
        if text(variable, "Type") in ("", "PLAINTEXT") and text(variable, "Value")
    }


def expanded(value: str, known: Mapping[str, str], depth: int = 0) -> str:
    """With the variables that are known; ``*`` for the others."""

    def replaced(match: re.Match[str]) -> str:
        value = known.get(match[1] or match[2], "*")
        return value if depth > _DEEPEST else expanded(value, known, depth + 1)

    # A reference to another resource is written as a variable is, with more letters.
    return _VARIABLE.sub(lambda match: match[0] if "|" in match[0] or "::" in match[0] else replaced(match), value)
