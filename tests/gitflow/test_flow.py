"""docs/release-flow.md shows what the commands print today, and that is what it has to be.

A change of a command comes with a new page, so what matters on it is said here a second time.
"""

import re
from pathlib import Path

from tests.gitflow.flow import PAGE, page, told
from tests.gitflow.sandbox import GitSandbox

_START = ["git switch", "write", "write", "write", "git add", "git commit"]
_ALONE = ["git switch", "git merge", "git tag", "git switch", "git merge", "git push"]
STEPS = [
    ("start minor", _START, "release/1.3.0"),
    ("finish", ["git push", "gh pr"], "release/1.3.0"),
    ("finish", [], "release/1.3.0"),
    (
        "finish",
        [
            "git fetch",
            "git tag",
            "git push",
            "gh pr",
            "git switch",
            "git merge",
            "git push",
            "git switch",
            "git update-ref",
        ],
        "",
    ),
    ("start minor", _START, "release/1.4.0"),
    ("finish --no-pull-request", [*_ALONE, "git update-ref"], ""),
    ("hotfix start", _START, "hotfix/1.4.1"),
    ("hotfix finish --no-pull-request", [*_ALONE, "git update-ref"], ""),
    ("start minor", [], ""),
    ("start minor", _START, "release/1.5.0"),
    ("finish --no-pull-request", _ALONE[:5], "release/1.5.0"),
    ("continue", ["git commit", "git push", "git update-ref"], ""),
]
"""Each command that does something: the steps that it says, and the open branches after it, here and there."""

_TRUNKS = {"main", "develop"}


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.gitflow.flow"


def test_every_step_is_said_and_no_branch_forgotten(tmp_path: Path) -> None:
    sandbox = GitSandbox(tmp_path)
    found = []
    for part in told(sandbox):
        command, _, printed = part.partition("\n")
        words = command.removeprefix("$ canaryform release ")
        if words == command or words.split()[-1] in {"status", "check", "--dry-run"}:
            continue
        steps = re.findall(r"^\[(\d+)/(\d+)\] (write|\S+ \S+)", printed, re.M)
        assert [int(number) for number, _, _ in steps] == [*range(1, len(steps) + 1)]
        found.append((words, [step for _, _, step in steps], _open(sandbox)))
    assert found == STEPS


def test_what_is_done_was_shown_before(sandbox: GitSandbox) -> None:
    for command in (("start", "minor"), ("finish", "--no-pull-request")):
        shown = sandbox.release(*command, "--dry-run")
        done = sandbox.release(*command, "--yes")
        assert shown.steps == done.steps
        assert f": {len(done.steps)} steps\n" in shown.out
        assert f"[{len(done.steps)}/{len(done.steps)}] " in done.out


def _open(sandbox: GitSandbox) -> str:
    """The branches that are neither main nor develop."""
    ask = ("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads")
    return " ".join(sorted({*sandbox.git(*ask).split(), *sandbox.there(*ask).split()} - _TRUNKS))
