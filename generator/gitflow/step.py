"""What a release command is going to do: commands and written files, in their order, or the problems with it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from generator.problems import Location, Problem


@dataclass(frozen=True)
class Command:
    """One command, exactly as it will be run; its first word is git or gh."""

    arguments: tuple[str, ...]
    hint: str = ""
    """What to do when it fails."""

    def __str__(self) -> str:
        return shlex.join(self.arguments)


@dataclass(frozen=True)
class Write:
    """One file that is written."""

    path: str
    """From the repository's root."""
    text: str
    what: str

    def __str__(self) -> str:
        return f"write {shlex.quote(self.path)}: {self.what}"


Step = Command | Write


@dataclass(frozen=True)
class Plan:
    """Steps, or the problems because of which there are none."""

    title: str
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    """What the user has to know, and no step changes."""
    next: tuple[str, ...] = ()
    """What is to be done after the steps."""


def git(*arguments: str, hint: str = "") -> Command:
    """A git command."""
    return Command(("git", *arguments), hint)


def refspec(ref: str) -> str:
    """``ref`` with its destination said, which no ``remote.NAME.push`` of the user's can turn into a forced push.

    https://git-scm.com/docs/git-push#_options
    """
    return f"{ref}:{ref}"


def gh(*arguments: str) -> Command:
    """A command of GitHub's own command line."""
    return Command(("gh", *arguments))


def fault(about: str, message: str, code: str, mend: str) -> Problem:
    """A problem of a branch, a tag or the working tree, with the command that mends it."""
    return Problem(Location(about), message, code, mend)


def without_detours(steps: Iterable[Step], head: str | None) -> tuple[Step, ...]:
    """The steps without switching to the branch that is checked out at that point anyway."""
    kept = []
    for step in steps:
        if isinstance(step, Command) and step.arguments[:2] == ("git", "switch"):
            if step.arguments[-1] == head:
                continue
            head = step.arguments[-1]
        kept.append(step)
    return tuple(kept)
