"""The commit that a release begins from -> what a plan needs of it: version files, changelog, what was merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from generator.gitflow import changelog, version_file
from generator.gitflow.git import Git
from generator.gitflow.history import entries
from generator.gitflow.settings import Kind, Settings
from generator.gitflow.state import Branch, State
from generator.gitflow.work import is_merged_back


@dataclass(frozen=True)
class Material:
    """What is in the commit that the branch begins from."""

    files: Mapping[str, str]
    """Path -> text, of version files and the changelog, as far as they are there."""
    entries: tuple[str, ...] = ()
    untracked: Mapping[str, str | None] = field(default_factory=dict)
    """Path -> text, of files that we may write and that git does not know; None is no text."""
    links: tuple[str, ...] = ()
    """Paths, of files that we may write, that are symbolic links or lie behind one."""
    is_level: bool = True
    """Whether develop has all that main has."""


def material(repository: Git, state: State, kind: Kind) -> Material:
    """Read it from git, and not from the working tree, which an interrupted start may have changed already."""
    settings, tip = state.settings, base(state, kind).local
    if not tip or state.tree.is_shallow:
        return Material({})
    paths = [*(settings.in_context(name) for name in names(settings)), *changelogs(settings)]
    files = {path: text for path in paths if (text := repository.text(tip, path)) is not None}
    reached = [tag.commit for tag in state.tags if repository.contains(tip, tag.commit)]
    lines = entries(repository, reached[-1] if reached else None, tip, state.main.tip)
    unknown = [path for path in paths if path not in files and (repository.folder / path).is_file()]
    is_level = is_merged_back(repository, state.develop.local, state.main.tip)
    links = tuple(path for path in paths if _is_link(repository, tip, path))
    return Material(files, lines, {path: _text(repository, path) for path in unknown}, links, is_level)


def base(state: State, kind: Kind) -> Branch:
    """The branch that a release or a hotfix begins from."""
    return state.develop if kind is Kind.RELEASE else state.main


def names(settings: Settings) -> tuple[str, ...]:
    """The files that hold the version."""
    if settings.version_file == "none":
        return ()
    return (settings.version_file, *(version_file.LOCKS if settings.version_file == "package.json" else ()))


def changelogs(settings: Settings) -> tuple[str, ...]:
    """Where the changelog may be; the first is made when there is none."""
    return tuple(dict.fromkeys((settings.in_context(changelog.NAME), changelog.NAME)))


def _is_link(repository: Git, commit: str, path: str) -> bool:
    """Whether a file or a folder on the way to it is one, by the modes that git shows.

    https://git-scm.com/docs/git-ls-tree#_output_format
    """
    way = [str(place) for place in (PurePosixPath(path), *PurePosixPath(path).parents) if place.name]
    rows = [row.partition("\t") for row in repository.ask("ls-tree", "-z", commit, "--", *way).split("\0")]
    return any(place in way and mode.startswith("120000 ") for mode, _, place in rows)


def _text(repository: Git, path: str) -> str | None:
    try:
        return (repository.folder / path).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
