"""Systems -> builds that read a variable which nobody sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.build import builds_by, builds_of
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands, single_quoted
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import (
    document,
    mapping,
    mappings,
    sequence,
    text,
)

_OURS = re.compile(r"\$\{?([A-Z][A-Z0-9_]*)\b(?!:?-)")
_GIVEN = re.compile(
    r"(?:CODEBUILD_|AWS_|CODEPIPELINE_)\w+|HOME|PATH|PWD|USER|TMPDIR|HOSTNAME|IFS|OLDPWD|SECONDS|DOCKER_\w+"
)
_SETS = re.compile(r"(?:^|[\s;(])(?:export\s+|local\s+)?([A-Z][A-Z0-9_]*)=|\bfor\s+([A-Z]\w*)\s+in")
_READS = re.compile(r"\bread((?:[ \t]+-?\w+)+)")
"""``read -r FIRST REST`` sets each name that it is given."""


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        projects = [project for project in system.of("AWS::CodeBuild::Project") if builds_by(project, buildspec)]
        if not projects:
            continue
        known = {
            text(item, "Name")
            for project in projects
            for item in mappings(project.properties, "Environment", "EnvironmentVariables")
        }
        known |= _of_pipeline(system, buildspec)
        known |= set(mapping(buildspec.data, "env", "variables"))
        known |= set(mapping(buildspec.data, "env", "parameter-store")) | set(
            mapping(buildspec.data, "env", "secrets-manager")
        )
        if "" in known:
            continue
        script = commands(buildspec)
        known |= {name for match in _SETS.finditer(script) for name in match.groups() if name}
        known |= {name for match in _READS.finditer(script) for name in match[1].split()}
        exported = sequence(buildspec.data, "env", "exported-variables")
        for index, name in enumerate(exported):
            if name not in known and not _GIVEN.fullmatch(text(name)):
                message = (
                    f"hands on ${name}, which neither the project nor the pipeline nor a command sets: it is empty"
                )
                yield Finding(buildspec, message, ("env", "exported-variables", index))
        for phase, index, command in phase_commands(buildspec):
            for name in sorted(set(_OURS.findall(_replaced(command))) - known):
                if not _GIVEN.fullmatch(name):
                    message = f"reads ${name}, which neither the project nor the pipeline nor a command sets"
                    yield Finding(buildspec, message, ("phases", phase, "commands", index))


def _replaced(command: str) -> str:
    """What the shell looks for variables in: all but what is in single quotes."""
    for quoted in single_quoted(command):
        command = command.replace(f"'{quoted}'", "''", 1)
    return command


def _of_pipeline(system: System, buildspec: SideFile) -> set[str]:
    every = (
        document(action.configuration.get("EnvironmentVariables"))
        for action in [*builds_of(system, buildspec)] or actions(system)
    )
    return {text(variable, "name") for variables in every for variable in mappings(variables)}


RULE = Rule(
    "build-variables",
    "Every variable that a build reads is set by its project, its pipeline or itself.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
       Environment:
         Type: LINUX_CONTAINER
-        EnvironmentVariables: [{Name: REGISTRY_URL, Value: registry}]
+        EnvironmentVariables: [{Name: REGISTRY, Value: registry}]
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
         - make push TO="$REGISTRY"
    """,
)
