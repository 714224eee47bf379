"""What Dependabot keeps up to date: dependabot.yml.

https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generator.cfn import yaml
from generator.sidefiles.github_repository import Repository, path_in_context

_COOLDOWN_DAYS = 7
"""How old a version is before it is proposed: what somebody has planted is found in its first days, as a rule."""
_ECOSYSTEMS = {"package.json": "npm", "pyproject.toml": "pip"}


def dependabot(repository: Repository) -> str:
    """Once a week, into develop: main takes releases only."""
    updates = [
        {
            "package-ecosystem": ecosystem,
            "directory": directory,
            "target-branch": repository.git.develop,
            "schedule": {"interval": "weekly"},
            "cooldown": {"default-days": _COOLDOWN_DAYS},
        }
        for ecosystem, directory in dict.fromkeys(_places(repository))
    ]
    document: dict[str, Any] = {"version": 2, "updates": updates}
    return yaml.dump(document, repository.header)


def _places(repository: Repository) -> Iterator[tuple[str, str]]:
    """Each ecosystem with the folder of its files, from the repository's root."""
    for service in repository.services:
        ecosystem = _ECOSYSTEMS.get(service.build.version_file)
        if ecosystem:
            yield ecosystem, _folder(path_in_context(service, ""))
        dockerfile = PurePosixPath(path_in_context(service, service.container.dockerfile))
        yield "docker", _folder(str(dockerfile.parent))
    yield "github-actions", "/"


def _folder(path: str) -> str:
    return "/" if path == "." else f"/{path}"
