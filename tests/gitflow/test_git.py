"""What git says when it refuses, in one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.errors import OutsideError
from generator.gitflow.git import Answer, Git

_PUSH = """\
To github.com:acme/shop.git
remote: error: GH006: Protected branch update failed for refs/heads/main.
 ! [remote rejected] main -> main (protected branch hook declined)
error: failed to push some refs to 'github.com:acme/shop.git'
hint: Updates were rejected because the tip of your current branch is behind
"""


@pytest.mark.parametrize(
    ("out", "err", "why"),
    [
        ("", "hint: something\nfatal: not a git repository\n", "fatal: not a git repository"),
        ("", "warning: a\n\nerror: b\nadvice\n", "error: b"),
        (
            "",
            _PUSH,
            "remote: error: GH006: Protected branch update failed for refs/heads/main.; "
            "! [remote rejected] main -> main (protected branch hook declined); "
            "error: failed to push some refs to 'github.com:acme/shop.git'",
        ),
        ("", "".join(f"remote: {number}\n" for number in range(6)), "remote: 0; remote: 1; remote: 2; remote: 3"),
        ("CONFLICT (content): Merge conflict in a\n", "", "CONFLICT (content): Merge conflict in a"),
        ("out\n", "words of its own\n  \nmore\n", "words of its own; more"),
        ("", " \n", "it ended with 128"),
    ],
)
def test_why(out: str, err: str, why: str) -> None:
    assert Answer(128, out, err).why == why


def test_a_refusal_of_git_says_its_reason(tmp_path: Path) -> None:
    git = Git(tmp_path, {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    with pytest.raises(OutsideError, match=r"git log.*fatal: not a git repository"):
        git.ask("log")
    assert git.find("log") is None
