"""What a shell completes beside the names of the spec: tags that were released, the next version, the stacks."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from generator.cli.service import named_projects

_NEXT = ("patch", "minor", "major")


def versions(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The words for the next version; which one it is, is for whoever types it."""
    return _items(_NEXT, begun)


def tags(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The tags of this clone that release the named service, or any of the spec, the newest version first."""
    from generator.errors import OutsideError
    from generator.gitflow.git import Git

    wanted = context.params.get("service")
    services = [service for project in named_projects(context) for service in project.services]
    prefixes = tuple({service.tag_prefix for service in services if wanted in {None, service.name}})
    try:
        found = Git(Path.cwd(), os.environ).find("tag", "--list", "--sort=-version:refname") or ""
    except OutsideError:  # There is no git.
        return []
    return _items([tag for tag in found.splitlines() if tag.startswith(prefixes)], begun)


def stacks(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The nouns of stacks that there may be."""
    from generator.stacks import catalog

    every = (catalog.SHARED_STACKS, catalog.IMAGE_STACKS, catalog.ENVIRONMENT_STACKS, catalog.SERVICE_STACKS)
    return _items([stack.noun for some in (*every, catalog.OVERVIEW_STACKS) for stack in some], begun)


def _items(names: list[str] | tuple[str, ...], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(begun)]
