"""Hand-written builds -> those whose images and tasks do not say which version they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
from generator.gate.system import System
from generator.gate.value import (
    is_literal,
    mappings,
    text,
)
from generator.problems import Severity

_COMMIT = re.compile(r"TAG\w*=.*CODEBUILD_RESOLVED_SOURCE_VERSION|TAG\w*=\$\{?COMMIT_HASH|TAG\w*=\W*latest\b")
_TAG_SOURCES = re.compile(r"TagName|git (?:tag|describe)|TAG_NAME|\$\{?VERSION")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        for phase, index, command in phase_commands(buildspec):
            if _COMMIT.search(command) and not _TAG_SOURCES.search(commands(buildspec)):
                message = (
                    "the image's tag is the commit, not the version of the git tag: no image says what release it is"
                )
                yield Finding(buildspec, message, ("phases", phase, "commands", index))
                break
    for task in system.released:
        for index, container in enumerate(mappings(task.properties, "ContainerDefinitions")):
            for number_, variable in enumerate(mappings(container, "Environment")):
                value = text(variable, "Value")
                if text(variable, "Name") == "VERSION" and is_literal(value):
                    message = f"VERSION is {value} for ever: the service says so whatever was released"
                    path = task.path("ContainerDefinitions", index, "Environment", number_)
                    yield Finding(task.place, message, path, "let the build put the tag's version there")


RULE = Rule(
    "release-version",
    "The version of the git tag is that of the image's tag, and what the service says.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html",
    _check,
    """
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
-      environment: [{name: VERSION, value: 1.0.0}]
+      environment: [{name: VERSION, value: "<VERSION>"}]
    """,
    severity=Severity.ADVICE,
)
