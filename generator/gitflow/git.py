"""Runs git: the only file that does."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutsideError

# A git hook gives these to what it starts; they would lead to another repository.
# https://git-scm.com/docs/githooks
_FOREIGN = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX",
    "GIT_NAMESPACE", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_QUARANTINE_PATH",
)  # fmt: skip
_OURS = {"LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat"}


@dataclass(frozen=True)
class Answer:
    """What a program said when it ended."""

    code: int
    out: str
    err: str

    @property
    def why(self) -> str:
        """The reason of a failure in one line."""
        lines = [line.strip() for line in (self.err or self.out).splitlines() if line.strip()]
        told = [line for line in lines if line.startswith(("fatal:", "error:", "!", "remote:"))]
        return "; ".join((told or lines)[:4]) or f"it ended with {self.code}"


class Git:
    """git in one folder."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self._environment = {key: value for key, value in environment.items() if key not in _FOREIGN} | _OURS

    def run(self, arguments: Sequence[str]) -> Answer:
        """Run ``git`` with ``arguments``, whatever it answers; OutsideError when there is no git."""
        try:
            done = subprocess.run(
                ["git", *arguments],
                cwd=self.folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as refusal:
            raise OutsideError("cannot run git", "it is not installed", "https://git-scm.com/downloads") from refusal
        except OSError as refusal:
            raise OutsideError.from_os("cannot run git", refusal) from refusal
        return Answer(done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr))

    def ask(self, *arguments: str) -> str:
        """What git answers, without the last line break; OutsideError when it refuses."""
        answer = self.run(arguments)
        if answer.code:
            raise OutsideError(f"git {arguments[0]}", answer.why)
        return answer.out.removesuffix("\n")

    def find(self, *arguments: str) -> str | None:
        """What git answers; None when it refuses."""
        answer = self.run(arguments)
        return None if answer.code else answer.out.removesuffix("\n")

    def contains(self, commit: str | None, ancestor: str | None) -> bool:
        """Whether ``ancestor`` is part of the history of ``commit``."""
        if not commit or not ancestor:
            return False
        return commit == ancestor or self.run(["merge-base", "--is-ancestor", ancestor, commit]).code == 0

    def counts(self, one: str, other: str) -> tuple[int, int]:
        """How many commits only the one has, and how many only the other."""
        left, right = self.ask("rev-list", "--left-right", "--count", f"{one}...{other}").split()
        return int(left), int(right)

    def text(self, commit: str, path: str) -> str | None:
        """A file as it is in a commit; None when it is not there, or not text."""
        answer = self.run(["cat-file", "blob", f"{commit}:{path}"])
        is_text = not any("\udc80" <= letter <= "\udcff" for letter in answer.out)
        return answer.out if is_text and not answer.code else None
