"""The folder, its git remote and the shell's settings -> likely answers to the questions of ``init``."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator import naming

_REGION = "us-west-2"
_PROJECT = "my-microservice"
_REMOTE = re.compile(
    r"(?:https?://|ssh://|git://)?(?:[^@/]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+([^/]+/[^/]+?)(?:\.git)?/?"
)
_ENVIRONMENTS = ("dev", "prod")


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


def _fits(name: str) -> bool:
    names = (each for environment in _ENVIRONMENTS for each in naming.Names(name, environment).physical())
    return all(len(each.text) <= each.limit for each in names)
