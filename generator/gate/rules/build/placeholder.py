"""Systems -> placeholders of a task definition that no build fills, and those that a build fills in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.gate.action import actions
from generator.gate.build import hands_on
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
from generator.gate.subject import Path, SideFile
from generator.gate.system import System, Task
from generator.gate.value import placed_strings, text
from generator.problems import Severity

_PLACEHOLDER = re.compile(r"<([A-Z][A-Z0-9_]*)>")
_OF_THE_ACTION = re.compile(r"IMAGE\d?_NAME|TASK_DEFINITION")
_TOOLS = "build|compileall|coverage|ensurepip|mypy|nox|pip|pytest|ruff|tox|unittest|venv"
_INLINE = r"\bpython3?\s+-c\b|\bnode\s+-[ep]\b"
_PROGRAM = re.compile(rf"(?!{_INLINE})(?:\bpython3?\s(?!-m\s+(?:{_TOOLS})\b)|\bnode\s)|\bmake\b|\S\.(?:sh|py|js)\b")
"""What may fill anything without saying so: programs, but for tools that are known to do something else."""
_EDITOR = re.compile(rf"\benvsubst\b|\bjq\b|\byq\b|\bperl\b|\bawk\b|{_INLINE}")
_SLASHES = re.compile(r"\bs/<\w+>/\$\{?(\w+)")
_PRINTS = re.compile(r"^\s*sed\s.*<[A-Z]\w*>.*\btask-?def\S*\.json\s*$", re.I)
_KEPT = re.compile(r"\s-\w*i\b|--in-place|\s>{1,2}\s*\S+\s*$|[|]\s*tee\b")
_SED = re.compile(r"\bs([|/#,;@!])<([A-Z][A-Z0-9_]*)>\1")


def _check(system: System) -> Iterator[Finding]:
    images = {
        text(action.configuration, f"Image{index}ContainerName") for action in actions(system) for index in range(1, 5)
    }
    for task in system.released:
        together = [file for file in system.buildspecs if _folder(file) == _folder(task.place)]
        builds = [file for file in together if hands_on(system, file)]
        if not builds or any(map(_may_fill, builds)):
            continue
        scripts = "\n".join(map(commands, builds))
        asked = dict(_placeholders(task))
        for name, path in asked.items():
            if f"<{name}>" not in scripts and name not in images and not _OF_THE_ACTION.fullmatch(name):
                message = f"no command of the build fills <{name}>: ECS gets it as it stands here"
                yield Finding(task.place, message, path)
        for build in builds:
            yield from _in_vain(build, asked)
            yield from _misfilled(build)


def _may_fill(build: SideFile) -> bool:
    """Whether something other than sed may fill the task definition."""
    return any(
        _PROGRAM.search(command) or ("task" in command and _EDITOR.search(command))
        for _, _, command in phase_commands(build)
    )


def _in_vain(build: SideFile, asked: dict[str, Path]) -> Iterator[Finding]:
    for phase, index, command in phase_commands(build):
        if "taskdef" not in command:
            continue
        for match in _SED.finditer(command):
            if match[2] not in asked:
                message = f"fills <{match[2]}> in taskdef.json, which does not have it: what stands there instead stays"
                path = ("phases", phase, "commands", index)
                yield Finding(build, message, path, severity=Severity.WARNING)


def _misfilled(build: SideFile) -> Iterator[Finding]:
    """Commands of sed that fail, or whose result nobody keeps."""
    for phase, index, command in phase_commands(build):
        path = ("phases", phase, "commands", index)
        if (found := _SLASHES.search(command)) and "ARN" in found[1].upper():
            message = f"${found[1]} is an ARN, and the slash in it ends what sed is to replace: the command fails"
            yield Finding(build, message, path, "another sign between, as in s|<NAME>|$NAME|")
        for line in command.replace("\\\n", " ").splitlines():
            if _PRINTS.search(line) and not _KEPT.search(line):
                message = "sed prints what it made of taskdef.json, and the file stays as it is"
                yield Finding(build, message, path, "sed -i, or > another file")


def _placeholders(task: Task) -> Iterator[tuple[str, Path]]:
    for path, value in placed_strings(task.place.data if isinstance(task.place, SideFile) else None):
        for name in _PLACEHOLDER.findall(value):
            yield name, path


def _folder(place: Any) -> str:
    return str(getattr(place, "path", "")).rpartition("/")[0]


RULE = Rule(
    "placeholder",
    "The build fills each placeholder of taskdef.json that the deploy action does not replace.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html",
    _check,
    """
 taskdef.json:
   family: shop
   taskRoleArn: "<TASK_ROLE_ARN>"
   containerDefinitions: [{name: shop, image: "<IMAGE1_NAME>"}]
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - echo taskdef.json is as it is
+        - sed "s|<TASK_ROLE_ARN>|$TASK_ROLE_ARN|" deploy/taskdef.json > taskdef.json
    """,
)
