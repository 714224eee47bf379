"""The commits since the last release -> what a changelog says of them, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gitflow.git import Git

_PULL_REQUEST = re.compile(r"Merge pull request #(\d+) from \S+")
_BRANCH = re.compile(r"Merge (?:remote-tracking )?branch '(?:[^'/]+/)*([^'/]+)'")
_OURS = re.compile(r"Prepare (?:release|hotfix) \S+")


def entries(git: Git, since: str | None, until: str, main: str | None) -> tuple[str, ...]:
    """One line for each change that was merged, the oldest first.

    Only the first parents are walked: a merged branch is one change, however many commits it has. What came back from
    ``main`` is no change.
    """
    span = [until, f"^{since}"] if since else [until]
    text = git.ask("log", "--first-parent", "--reverse", "-z", "--format=%P%x1f%s%x1f%b", *span, "--")
    rows = [row.split("\x1f", 2) for row in text.split("\0") if row.count("\x1f") >= 2]
    found = (_entry(subject, body) for parents, subject, body in rows if not _comes_back(git, parents.split(), main))
    return tuple(dict.fromkeys(entry for entry in found if entry))


def _comes_back(git: Git, parents: list[str], main: str | None) -> bool:
    return any(git.contains(main, parent) for parent in parents[1:])


def _entry(subject: str, body: str) -> str:
    if _OURS.fullmatch(subject):
        return ""
    title = next(_lines(body), "")
    if match := _PULL_REQUEST.match(subject):
        return f"{title or subject} (#{match[1]})"
    if match := _BRANCH.match(subject):
        words = re.sub(r"[-_]+", " ", match[1]).strip()
        return title or words[:1].upper() + words[1:]
    return subject.strip()


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
