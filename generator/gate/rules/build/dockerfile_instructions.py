"""Systems -> Dockerfiles that no builder reads: without a FROM, or with an instruction that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.dockerfile import Instruction, directives, instructions
from generator.gate.fault import nearest
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.problems import Severity

_WORDS = (
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME"
    " WORKDIR"
)
_INSTRUCTIONS = frozenset(_WORDS.split())
_SYNTAX = "docker/dockerfile"


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.DOCKERFILE):
        every = list(instructions(file.text))
        # Another syntax may have instructions of its own, and builders that know it.
        is_plain = directives(file.text).get("syntax", _SYNTAX).startswith(_SYNTAX)
        if is_plain:
            yield from _of_start(file, every)
        for each in every:
            place = (each.line - 1,)
            if each.name not in _INSTRUCTIONS and is_plain:
                near = nearest(each.name, _INSTRUCTIONS)
                message = f"a Dockerfile has no instruction {each.name}: the build does not begin"
                yield Finding(file, message, place, f"is it {near}?" if near else "")
            elif not each.rest:
                severity = None if each.name == "FROM" else Severity.WARNING
                yield Finding(file, f"{each.name} says nothing: the build does not begin", place, severity=severity)


def _of_start(file: SideFile, every: list[Instruction]) -> Iterator[Finding]:
    first = next((each for each in every if each.name != "ARG"), None)
    if not every:
        yield Finding(file, "has no instruction: a Dockerfile begins with FROM, and the image to build on")
    elif first is None:
        yield Finding(file, "has no FROM: there is no image to build on")
    elif first.name != "FROM" and first.name in _INSTRUCTIONS:
        yield Finding(file, f"begins with {first.name}: what is built on comes first, in a FROM", (first.line - 1,))


RULE = Rule(
    "dockerfile-instructions",
    "A Dockerfile begins with the image that it builds on, and has the instructions that there are.",
    "https://docs.docker.com/reference/dockerfile/",
    _check,
    """
 Dockerfile: |
   FROM node:24
-  RUM npm ci
+  RUN npm ci
    """,
)
