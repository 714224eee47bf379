"""Files on the disk -> the branches of the git repository that they are in, where git has been told all of them.

A build's checkout has fetched the one that it builds, and a clone of a single branch asks for no other; what they lack
may well be there. https://git-scm.com/docs/gitrepository-layout says where git keeps its references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.app.handwritten.repository import root_of

_LOCAL = "refs/heads/"
_REMOTE = re.compile(r"refs/remotes/[^/]+/(?P<branch>.+)")
_REMOTES = re.compile(r'^\s*\[remote "', re.M)
_EVERY = re.compile(r"^\s*fetch\s*=\s*\+?refs/heads/\*:", re.M)


def branches(files: Iterable[str]) -> frozenset[str]:
    """The names of local and remote branches; none where there is no git, or where it may lack some."""
    root = root_of(files)
    folder = _git_folder(root) if root else None
    if folder is None:
        return frozenset()
    refs = frozenset(_refs(folder))
    config = _text(folder / "config")
    # `git clone` writes the remote's HEAD down, and what fetches one branch for a build does not.
    is_cloned = bool(_EVERY.search(config)) and any(ref.endswith("/HEAD") for ref in refs)
    if _REMOTES.search(config) and not is_cloned:
        return frozenset()
    return frozenset(filter(None, map(_branch, refs)))


def _git_folder(root: Path) -> Path | None:
    """Where references are: a work tree of its own has a file in place of the folder, which leads to it."""
    git = root / ".git"
    if git.is_dir():
        return git
    given = _text(git).removeprefix("gitdir:").strip()
    common = _text(root / given / "commondir").strip() if given else ""
    return (root / given / common).resolve() if common else None


def _refs(folder: Path) -> Iterator[str]:
    for kind in ("heads", "remotes"):
        for path in (folder / "refs" / kind).rglob("*"):
            if path.is_file():
                yield path.relative_to(folder).as_posix()
    for line in _text(folder / "packed-refs").splitlines():
        yield line.partition(" ")[2]


def _branch(ref: str) -> str:
    if ref.startswith(_LOCAL):
        return ref.removeprefix(_LOCAL)
    match = _REMOTE.fullmatch(ref)
    return match["branch"] if match and match["branch"] != "HEAD" else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
