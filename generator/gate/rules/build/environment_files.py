"""Systems -> builds of one environment that hand over another one's files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from generator.gate.environment import named, others
from generator.gate.rule import Finding, Rule
from generator.gate.shell import output_files, phase_commands
from generator.gate.subject import Path, SideFile
from generator.gate.system import System

_WORD = re.compile(r"[\w.@+/-]+/[\w.@+-]+")


def _check(system: System) -> Iterator[Finding]:
    foreign = {name: _files(each) - _files(system) for name, each in others(system).items()}
    if not any(foreign.values()):
        return
    for buildspec in system.buildspecs:
        for path, script in _texts(buildspec):
            for word in _WORD.findall(script):
                other = next((name for name, files in foreign.items() if _is_one(word, files)), "")
                if other and named(word, system) == other:
                    message = f"takes {word}, which is {other}'s, and this build releases to {system.environment}"
                    yield Finding(buildspec, message, path)


def _files(system: System) -> set[str]:
    return {file.path for file in system.files} | {template.path for template in system.templates}


def _texts(buildspec: SideFile) -> Iterator[tuple[Path, str]]:
    for phase, index, command in phase_commands(buildspec):
        yield ("phases", phase, "commands", index), command
    for index, file in enumerate(output_files(buildspec)):
        yield ("artifacts", "files", index), file


def _is_one(word: str, files: set[str]) -> bool:
    """Whether a path ends as one of the files does: both begin at folders that are not known here."""
    last = PurePath(word).parts[-2:]
    return any(PurePath(file).parts[-2:] == last for file in files)


RULE = Rule(
    "environment-files",
    "A build hands over the files of its own environment.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html",
    _check,
    """
 environments:
   dev:
     taskdef.json: {family: shop-dev, containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]}
   prod:
     taskdef.json: {family: shop-prod, containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]}
     buildspec.yml:
       version: 0.2
       phases:
         build:
           commands:
-            - cp deploy/dev/taskdef.json taskdef.json
+            - cp deploy/prod/taskdef.json taskdef.json
    """,
)
