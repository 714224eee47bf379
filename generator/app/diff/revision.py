"""A revision of the repository -> what was generated in it, without checking it out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha1, sha256
from typing import NamedTuple

from generator import naming
from generator.app.build.discover import FOLDER
from generator.errors import OutsideError
from generator.gitflow.git import Git

HEAD = "HEAD"
_SHA256 = 64
"""Digits of a name by SHA-256; those by SHA-1 have 40."""
_AT_ONCE = 500
"""Files that git is asked for in one call: the length of a command is limited."""


def is_revision(git: Git, name: str) -> bool:
    """Whether git knows a commit by this name."""
    return not name.startswith("-") and commit(git, name) is not None


def commit(git: Git, name: str) -> str | None:
    """The commit that a name means; None where there is none."""
    return git.find("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


class Entry(NamedTuple):
    """A file of a revision, as git's tree lists it."""

    object: str
    """The name that git gives its content."""
    size: int
    """Bytes."""

    def holds(self, content: bytes) -> bool:
        """Whether that is its content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
        # The longer names are those of https://git-scm.com/docs/hash-function-transition.
        digest = sha256 if len(self.object) == _SHA256 else partial(sha1, usedforsecurity=False)
        return self.size == len(content) and self.object == digest(b"blob %d\0" % len(content) + content).hexdigest()


class Listing(NamedTuple):
    """What a revision holds, by path; nothing of it is read."""

    files: dict[str, Entry]
    """What was generated; the paths are those below the output folder."""
    specs: dict[str, Entry]


def listing(git: Git, name: str) -> Listing:
    """What the revision has in its output folder, and its specs.

    Raises OutsideError where there is no such revision, or nothing in it.
    """
    found = commit(git, name)
    if found is None:
        raise _unknown(git, name)
    below = f"{naming.OUTPUT_FOLDER}/"
    entries = dict(_entries(git.ask("ls-tree", "-r", "-l", "-z", found, "--", below, f"{FOLDER}/")))
    files = {path.removeprefix(below): entry for path, entry in entries.items() if path.startswith(below)}
    if not files:
        hint = "commit what `canaryform generate` writes, or name a revision that has it, or two folders: OLD NEW"
        raise OutsideError(f"cannot compare with {name}", f"it has no {naming.OUTPUT_FOLDER}/", hint)
    return Listing(files, {path: entry for path, entry in entries.items() if not path.startswith(below)})


def texts(git: Git, entries: Mapping[str, Entry]) -> dict[str, str]:
    """The content of each, by the same paths."""
    found: dict[str, str] = {}
    paths = [*entries]
    for start in range(0, len(paths), _AT_ONCE):
        some = paths[start : start + _AT_ONCE]
        found |= zip(some, _contents(git, [entries[path] for path in some]), strict=True)
    return found


def generated(git: Git, name: str) -> dict[str, str]:
    """The texts of what was generated, by path below the output folder. Raises OutsideError as `listing` does."""
    return texts(git, listing(git, name).files)


def _entries(listed: str) -> Iterator[tuple[str, Entry]]:
    """https://git-scm.com/docs/git-ls-tree#_output_format."""
    for row in filter(None, listed.split("\0")):
        about, _, path = row.partition("\t")
        _, kind, name, size = about.split()
        if kind == "blob":
            yield path, Entry(name, int(size))


def _contents(git: Git, entries: Sequence[Entry]) -> Iterator[str]:
    # One process for all: git prints them one after the other, and their lengths are known.
    joined = os.fsencode(_exact(git, [entry.object for entry in entries]))
    start = 0
    for entry in entries:
        yield joined[start : start + entry.size].decode("utf-8-sig", errors="replace")
        start += entry.size


def _exact(git: Git, names: Sequence[str]) -> str:
    answer = git.run(["show", "--no-textconv", *names])
    if answer.code:
        raise OutsideError("git show", answer.why)
    return answer.out


def _unknown(git: Git, name: str) -> OutsideError:
    what = f"cannot compare with {name}"
    if git.find("rev-parse", "--git-dir") is None:
        return OutsideError(
            what, f"{git.folder} is in no git repository", "name what to compare: canaryform diff OLD NEW"
        )
    return OutsideError(what, "git knows no such commit here", _near(git, name))


def _near(git: Git, name: str) -> str:
    one, dots, other = name.partition("..")
    if dots:
        return f"name both, one after the other: canaryform diff {one or HEAD} {other.lstrip('.') or HEAD}"
    if name == HEAD:
        return "commit something first, or name two folders: canaryform diff OLD NEW"
    if is_revision(git, f"origin/{name}"):
        return f"did you mean origin/{name}?"
    return "fetch it first (in GitHub Actions: fetch-depth: 0), or name two files or folders: canaryform diff OLD NEW"
