"""A step's commands -> those that deploy a stack: from which file, where, and with which capabilities.

https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.gate.subject import Path, Subject
from generator.gate.system import System
from generator.gate.workflow import Job

_DEPLOYS = re.compile(r"\baws\s+cloudformation\s+(?:deploy|create-stack|update-stack|create-change-set)\b")
_OPTION = re.compile(r"--(template-file|template-body|stack-policy-body|region)[ =]+[\"']?(?:file://)?([^\s\"']+)")
_STACK = re.compile(r"--stack-name[ =]+[\"']?([^\s\"']+)")
_DEPLOY = re.compile(r"\baws\s+cloudformation\s+deploy\b")
_GIVEN = re.compile(r"[\"']?([A-Za-z0-9]+)=")
_CAPABILITIES = re.compile(r"--capabilities[ =]+((?:[\"']?CAPABILITY_\w+[\"']?\s*)+)")


_UNREAD = re.compile(
    r"--(?:stack-policy-body|template-body)[ =]+[\"']?(?!file://|fileb://|https?://)([\w./-]+\.(?:json|ya?ml))"
)
"""A file's name where the command takes the text of it."""


class StackCommand(NamedTuple):
    """One call of the command line."""

    path: Path
    """Of the step that has it."""
    makes: bool
    """Whether it makes or updates the stack."""
    files: tuple[str, ...]
    region: str
    capabilities: frozenset[str]
    stack: str
    parameters: frozenset[str] | None
    """Their names, of ``deploy``; None where a file, a variable or another command says them."""
    unread: str
    """A file whose name is given in place of its text."""


def stack_commands(job: Job) -> Iterator[StackCommand]:
    """Those of a job, in order."""
    for step in job.steps:
        for line in step.run.replace("\\\n", " ").splitlines():
            if "cloudformation" not in line:
                continue
            options = _OPTION.findall(line)
            capabilities = re.findall(r"CAPABILITY_\w+", " ".join(_CAPABILITIES.findall(line)))
            files = tuple(value for option, value in options if option != "region")
            region = next((value for option, value in options if option == "region"), "")
            makes = bool(_DEPLOYS.search(line))
            stack = next(iter(_STACK.findall(line)), "")
            made = (*step.path, "run"), makes, files, region, frozenset(capabilities), stack, _parameters(line)
            yield StackCommand(*made, unread=next(iter(_UNREAD.findall(line)), ""))


def _parameters(line: str) -> frozenset[str] | None:
    given = line.partition("--parameter-overrides")[2]
    is_opaque = "file://" in given or re.search(r"^[\s\"']*\$", given) or "--cli-input" in line
    return None if is_opaque or not _DEPLOY.search(line) else frozenset(_GIVEN.findall(given))


def is_same(path: str, given: str) -> bool:
    """Whether two paths, of which one may begin further up, end in one file."""
    return f"/{path}".endswith(f"/{given}") or f"/{given}".endswith(f"/{path}")


def template_at(system: System, path: str) -> Subject | None:
    """The given template that a command names."""
    return next((template for template in system.templates if is_same(path, template.path)), None)


def is_missing(system: System, path: str) -> bool:
    """Whether the folder of a file is given, and the file is neither given nor on the disk."""
    if system.has(path):
        return False
    given = [*(item.path for item in system.templates), *(item.path for item in system.files)]
    folders = {str(PurePosixPath(item).parent) for item in given if "/" in item}
    is_given = any(folder != "." and is_same(str(PurePosixPath(path).parent), folder) for folder in folders)
    return "$" not in path and is_given and not any(is_same(path, item) for item in given)
