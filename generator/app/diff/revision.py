"""A revision of the repository -> the texts of what was generated in it, without checking it out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from generator import naming
from generator.app.build.discover import FOLDER
from generator.errors import OutsideError
from generator.gitflow.git import Git

HEAD = "HEAD"
_AT_ONCE = 500
"""Files that git is asked for in one call: the length of a command is limited."""


def is_revision(git: Git, name: str) -> bool:
    """Whether git knows a commit by this name."""
    return not name.startswith("-") and commit(git, name) is not None


def commit(git: Git, name: str) -> str | None:
    """The commit that a name means; None where there is none."""
    return git.find("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


class Generated(NamedTuple):
    """What a revision holds."""

    files: dict[str, str]
    """The texts of what was generated, by path below the output folder."""
    specs: dict[str, str]
    """The texts of the specs, by path."""


def generated(git: Git, name: str) -> Generated:
    """What the revision has in its output folder, and its specs.

    Raises OutsideError where there is no such revision, or nothing in it.
    """
    what = f"cannot compare with {name}"
    if git.find("rev-parse", "--git-dir") is None:
        raise OutsideError(
            what, f"{git.folder} is in no git repository", "name what to compare: canaryform diff OLD NEW"
        )
    found = commit(git, name)
    if found is None:
        raise OutsideError(what, "git knows no such commit here", _near(git, name))
    below = f"{naming.OUTPUT_FOLDER}/"
    rows = _rows(git.ask("ls-tree", "-r", "-l", "-z", found, "--", below, f"{FOLDER}/"))
    if not any(path.startswith(below) for _, _, path in rows):
        hint = "commit what `canaryform generate` writes, or name a revision that has it, or two folders: OLD NEW"
        raise OutsideError(what, f"it has no {naming.OUTPUT_FOLDER}/", hint)
    texts: dict[str, str] = {}
    for start in range(0, len(rows), _AT_ONCE):
        texts |= _texts(git, rows[start : start + _AT_ONCE])
    specs = {path: text for path, text in texts.items() if path.startswith(f"{FOLDER}/")}
    return Generated({path.removeprefix(below): texts[path] for path in texts if path not in specs}, specs)


def _rows(listing: str) -> list[tuple[str, int, str]]:
    """Object, bytes and path of each file: https://git-scm.com/docs/git-ls-tree#_output_format."""
    rows = []
    for row in filter(None, listing.split("\0")):
        about, _, path = row.partition("\t")
        _, kind, name, size = about.split()
        if kind == "blob":
            rows.append((name, int(size), path))
    return rows


def _texts(git: Git, rows: Sequence[tuple[str, int, str]]) -> dict[str, str]:
    # One process for all: git prints them one after the other, and their lengths are known.
    joined = os.fsencode(_exact(git, [name for name, _, _ in rows]))
    texts, start = {}, 0
    for _, size, path in rows:
        content = joined[start : start + size]
        start += size
        texts[path] = content.decode("utf-8-sig", errors="replace")
    return texts


def _exact(git: Git, names: Sequence[str]) -> str:
    answer = git.run(["show", "--no-textconv", *names])
    if answer.code:
        raise OutsideError("git show", answer.why)
    return answer.out


def _near(git: Git, name: str) -> str:
    if name == HEAD:
        return "commit something first, or name two folders: canaryform diff OLD NEW"
    if is_revision(git, f"origin/{name}"):
        return f"did you mean origin/{name}?"
    return "fetch it first (in GitHub Actions: fetch-depth: 0), or name two files or folders: canaryform diff OLD NEW"
