"""The folder, its git remote and the shell's settings -> likely answers to the questions of ``init``."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator import naming
from generator.app.first_spec import Answers
from generator.model.build import Build
from generator.model.service import Service
from generator.spec.obey import obeys
from generator.spec.schema import definition

_REGION = "us-west-2"
_PROJECT = "my-microservice"
_REMOTE = re.compile(
    r"(?:https?://|ssh://|git://)?(?:[^@/]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+([^/]+/[^/]+?)(?:\.git)?/?"
)
_ENVIRONMENTS = ("dev", "prod")
_OTHERS = frozenset(["node_modules", "vendor", "templates_out"])
"""Folders whose Dockerfiles are none of ours."""
_EXPOSE = re.compile(r"^[ \t]*EXPOSE[ \t]+([0-9]{1,5})(?:/tcp)?[ \t]*$", re.IGNORECASE | re.MULTILINE)


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


def repository(remote: str) -> str | None:
    """``owner/name`` from the address of a GitHub remote."""
    match = _REMOTE.fullmatch(remote.strip())
    return match[1] if match else None


def remote(folder: Path) -> str:
    """The address of the remote ``origin``; empty when there is none, no repository or no git."""
    command = ["git", "-C", str(folder), "remote", "get-url", "origin"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""


def context(folder: Path, root: Path) -> str:
    """The folder with the Dockerfile, as the repository ``root`` has it: the usual one, or the only one there is."""
    for usual in (folder / Service.context, folder):
        if (usual / Service.dockerfile).is_file():
            return _below(usual, root)
    for pattern in (f"*/{Service.dockerfile}", f"*/*/{Service.dockerfile}"):
        ours = [path.parent for path in folder.glob(pattern) if path.is_file() and _is_ours(path.relative_to(folder))]
        found = [path for path in (_below(each, root) for each in ours) if _is_allowed("context", path)]
        if len(found) == 1:
            return found[0]
    return _below(folder / Service.context, root)


def port(context: Path) -> str:
    """The port that the Dockerfile in the folder ``context`` says that the container listens on."""
    try:
        text = (context / Service.dockerfile).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return Answers.port
    ports = [port for port in _EXPOSE.findall(text) if _is_allowed("port", int(port))]
    return str(int(ports[0])) if ports else Answers.port


def version_file(context: Path) -> str:
    """The file in the folder ``context`` that says the service's version; the usual one where the folder is not yet."""
    if not context.is_dir():
        return Build.version_file
    names = definition("#/$defs/build")["properties"]["version_file"]["enum"]
    return next(str(name) for name in names if name == "none" or (context / name).is_file())


def _is_allowed(key: str, value: object) -> bool:
    """Whether a spec may say that of its service."""
    return obeys(value, definition("#/$defs/service")["properties"][key])


def _below(folder: Path, root: Path) -> str:
    return folder.relative_to(root).as_posix()


def _is_ours(path: Path) -> bool:
    return not any(part.startswith(".") or part in _OTHERS for part in path.parts)


def _fits(name: str) -> bool:
    names = (each for environment in _ENVIRONMENTS for each in naming.Names(name, environment).physical())
    return all(len(each.text) <= each.limit for each in names)
