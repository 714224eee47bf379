"""git's files in the repository -> a ``git.main`` that the remote does not have.

Only a clone that knows the remote's default branch can tell: a build's checkout has no more than one branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.app.checkout.finding import Finding

_DEFAULT = "ref: refs/remotes/origin/"


def findings(main: str, root: Path) -> Iterator[Finding]:
    """https://git-scm.com/docs/gitrepository-layout says where git keeps its references."""
    folder = root / ".git"
    known = default(root)
    if known in ("", main):
        return
    names = (f"refs/heads/{main}", f"refs/remotes/origin/{main}")
    packed = {line.partition(" ")[2] for line in _text(folder / "packed-refs").splitlines()}
    if not any((folder / name).is_file() or name in packed for name in names):
        message = f"there is no branch {main}: the default branch of the remote is {known}"
        yield Finding(("git", "main"), message, f"write `git: {{main: {known}}}`, or rename the branch")


def default(root: Path) -> str:
    """The remote's default branch, which ``git clone`` writes down; empty where nothing is known."""
    head = _text(root / ".git/refs/remotes/origin/HEAD").strip()
    return head.removeprefix(_DEFAULT) if head.startswith(_DEFAULT) else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
