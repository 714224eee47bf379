"""The folder, its git remote and the shell's settings -> likely answers to the questions of ``init``."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path

from generator import naming
from generator.app.checkout import branch
from generator.app.checkout.file import read_text
from generator.app.init.answers import Answers
from generator.app.init.testing import test_commands
from generator.gate import dockerfile
from generator.gitflow import version
from generator.gitflow import version_file as version_files
from generator.model.build import Build
from generator.model.container import Container
from generator.model.git import Git
from generator.naming.limit import physical
from generator.spec.obey import obeys
from generator.spec.schema import definition

_REGION = "us-west-2"
_PROJECT = "my-microservice"
ENVIRONMENTS = ("dev", "prod")
"""Those of a first spec."""
_OTHERS = frozenset(["node_modules", "vendor", "templates_out"])
"""Folders whose Dockerfiles are none of ours."""
_EXPOSED = re.compile(r"([0-9]{1,5})(?:/tcp)?", re.IGNORECASE)


def region(environment: Mapping[str, str]) -> str:
    """The region that the AWS command line would use, as far as variables say it."""
    return environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or _REGION


def project(folder_name: str) -> str:
    """A project name after the folder's, short enough for every name that is made from it."""
    words = re.sub(r"[^a-z0-9]+", "-", folder_name.lower())
    name = re.sub(r"^[^a-z]+", "", words).strip("-")
    while name and not _fits(name):
        name = name[:-1].rstrip("-")
    return name or _PROJECT


def remote(folder: Path) -> str:
    """The address of the remote ``origin``; empty when there is none, no repository or no git."""
    command = ["git", "-C", str(folder), "remote", "get-url", "origin"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""


def tag(project: str) -> str:
    """The tags that release a project of a repository with others: none of theirs."""
    return f"{project}-{Answers.tag}"


def context(folder: Path, root: Path, taken: Collection[str] = ()) -> str:
    """The folder with the Dockerfile, as the repository ``root`` has it: the usual one, or the only one there is.

    Folders that are ``taken`` are those of other projects.
    """
    for usual in (folder / Container.context, folder):
        if (usual / Container.dockerfile).is_file() and _below(usual, root) not in taken:
            return _below(usual, root)
    found = contexts(folder, root, taken)
    return found[0] if len(found) == 1 else _below(folder / Container.context, root)


def contexts(folder: Path, root: Path, taken: Collection[str] = ()) -> list[str]:
    """The folders with a Dockerfile, two deep at most, that are not ``taken`` and not inside another of them."""
    found: list[Path] = []
    for pattern in (Container.dockerfile, f"*/{Container.dockerfile}", f"*/*/{Container.dockerfile}"):
        ours = [path.parent for path in folder.glob(pattern) if path.is_file() and _is_ours(path.relative_to(folder))]
        # What a service is built from may have Dockerfiles of its own, for its tests for example.
        found += [each for each in ours if not any(each.is_relative_to(outer) for outer in found)]
    paths = (_below(each, root) for each in found)
    return sorted(path for path in paths if path not in taken and _is_allowed("context", path))


def port(context: Path) -> str:
    """The port that the Dockerfile in the folder ``context`` says that the container listens on."""
    try:
        text = read_text(context / Container.dockerfile)
    except (OSError, ValueError):
        return Answers.port
    said = [word for each in dockerfile.last_stage(text) if each.name == "EXPOSE" for word in each.rest.split()]
    found = filter(None, map(_EXPOSED.fullmatch, said))
    ports = [match[1] for match in found if _is_allowed("port", int(match[1]))]
    return str(int(ports[0])) if ports else Answers.port


def version_file(context: Path) -> str:
    """The file in the folder ``context`` that says the service's version; the usual one where the folder is not yet."""
    if not context.is_dir():
        return Build.version_file
    names = definition("#/$defs/build")["properties"]["version_file"]["enum"]
    return next(str(name) for name in names if name == "none" or _has_version(context, name))


def _has_version(context: Path, name: str) -> bool:
    """Whether ``lint`` will find one there: SemVer, and written down."""
    try:
        found = version_files.read(name, read_text(context / name))
    except (OSError, ValueError, RecursionError):
        return False
    return version.parse(found) is not None


def test(context: Path) -> tuple[str, ...]:
    """The commands that test the service in the folder ``context``; the usual ones where the folder is not yet."""
    return test_commands(context) if context.is_dir() else Build.test


def main(root: Path) -> str:
    """The default branch of the repository's remote, as far as the clone knows it."""
    return branch.default(root) or Git.main


def _is_allowed(key: str, value: object) -> bool:
    """Whether a spec may say that of its service."""
    return obeys(value, definition("#/$defs/service")["properties"][key])


def _below(folder: Path, root: Path) -> str:
    return folder.relative_to(root).as_posix()


def _is_ours(path: Path) -> bool:
    return not any(part.startswith(".") or part in _OTHERS for part in path.parts)


def _fits(name: str) -> bool:
    names = (
        each
        for environment in ENVIRONMENTS
        for each in physical(naming.ServiceNames(naming.EnvironmentNames(name, environment)))
    )
    return all(len(each.text) <= each.limit for each in names)
