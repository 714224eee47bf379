"""Systems -> builds of images from a folder, or by a Dockerfile, that the repository does not have."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from generator.gate.rule import Finding, Rule
from generator.gate.shell import phase_commands
from generator.gate.system import System
from generator.problems import Severity

_BUILD = re.compile(r"\bdocker\s+(?:buildx\s+|image\s+)?build\s+([^\n;&|]*)")
_WITH_VALUE = frozenset(
    {
        *("-f", "-o", "-t", "-c", "-m", "--add-host", "--allow", "--annotation", "--attest", "--build-arg"),
        *("--build-context", "--builder", "--cache-from", "--cache-to", "--cgroup-parent", "--cpu-shares", "--file"),
        *("--iidfile", "--label", "--memory", "--metadata-file", "--network", "--output", "--platform", "--progress"),
        *("--secret", "--shm-size", "--ssh", "--tag", "--target", "--ulimit"),
    }
)
"""Options that take the next word: https://docs.docker.com/reference/cli/docker/buildx/build/."""
_LEAVES = re.compile(r"(?:^|[\s;&|(])(?:cd|pushd|git clone)\s")
_GROUP = re.compile(r"\([^()]*\)")
_ADDRESS = re.compile(r"^-$|://|^git@|^github\.com/")


class _Build(NamedTuple):
    """One command; without a context, Docker refuses it."""

    context: str
    dockerfile: str


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        for phase, index, command in phase_commands(buildspec):
            for build in _builds(command):
                path = ("phases", phase, "commands", index)
                if not build.context:
                    message = "docker build without a folder to build from, as . is: Docker refuses the command"
                    yield Finding(buildspec, message, path, severity=Severity.ERROR)
                elif system.has(build.context) is False:
                    yield Finding(buildspec, f"builds from {build.context}, which the repository does not have", path)
                elif system.has(build.dockerfile) is False:
                    yield Finding(buildspec, f"builds by {build.dockerfile}, which the repository does not have", path)
            if _leaves(command):
                break


def _builds(command: str) -> Iterator[_Build]:
    """Those whose paths are literal and those without one, as far as the shell stays where it is."""
    command = command.replace("\\\n", " ")
    for match in _BUILD.finditer(command):
        try:
            words = shlex.split(match[1])
        except ValueError:
            continue
        file, plain, index = "", [], 0
        while index < len(words):
            option, equals, value = words[index].partition("=")
            takes_next = option in _WITH_VALUE and not equals
            if option in ("-f", "--file"):
                file = value if equals else "".join(words[index + 1 : index + 2])
            if words[index] == "-" or not words[index].startswith("-"):
                plain.append(words[index])
            index += 2 if takes_next else 1
        if not plain:
            yield _Build("", "")
        if _leaves(command[: match.start()]):
            return
        if len(plain) == 1 and not _ADDRESS.search(plain[0]) and not re.search(r"[$`]", plain[0] + file):
            yield _Build(plain[0], file or f"{plain[0].rstrip('/')}/Dockerfile")


def _leaves(script: str) -> bool:
    """Whether the shell is in another folder afterwards: what a pair of parentheses does ends with it."""
    before = ""
    while before != script:
        before, script = script, _GROUP.sub("", script)
    return bool(_LEAVES.search(script))


RULE = Rule(
    "build-context",
    "A build has its context and its Dockerfile in the repository.",
    "https://docs.docker.com/reference/cli/docker/buildx/build/",
    _check,
    """
 repository: [service/Dockerfile]
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
-        - docker build -f app/Dockerfile service
+        - docker build -f service/Dockerfile service
    """,
    severity=Severity.WARNING,
)
