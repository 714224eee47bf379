"""A ruleset is for branches that the repository has, where git on the disk knows all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.app.handwritten.branch import branches
from generator.app.handwritten.judgement import judge
from generator.app.handwritten.run import read

_REMOTE = '[remote "origin"]\n\turl = https://github.com/acme/shop\n\tfetch = +refs/heads/{0}:refs/remotes/origin/{0}\n'
_SHA = "0" * 40
_CLONED = {"config": _REMOTE.format("*"), "refs/remotes/origin/HEAD": "ref: refs/remotes/origin/main\n"}


def _git(folder: Path, files: dict[str, str]) -> None:
    for name, text in ({"HEAD": "ref: refs/heads/main\n"} | files).items():
        path = folder / ".git" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _said(folder: Path, ref: str) -> list[str]:
    path = folder / "rules" / "main.ruleset.json"
    path.parent.mkdir(exist_ok=True)
    conditions = {"ref_name": {"include": [ref], "exclude": []}}
    ruleset = {"name": "main", "target": "branch", "enforcement": "active", "conditions": conditions}
    path.write_text(json.dumps(ruleset | {"rules": [{"type": "deletion"}]}))
    problems = judge(read([str(path)]), lambda _: ()).problems
    return [each.message for each in problems if each.code == "ruleset-target"]


@pytest.mark.parametrize(
    "files",
    [
        {"refs/heads/main": _SHA, "refs/heads/fix/one": _SHA},
        {"packed-refs": f"# pack-refs with: peeled\n{_SHA} refs/heads/main\n{_SHA} refs/heads/fix/one\n"},
        _CLONED | {"refs/heads/main": _SHA, "refs/remotes/origin/fix/one": _SHA},
        _CLONED | {"packed-refs": f"{_SHA} refs/remotes/origin/main\n{_SHA} refs/remotes/origin/fix/one\n"},
    ],
)
def test_a_branch_that_is_not_there_is_told(tmp_path: Path, files: dict[str, str]) -> None:
    _git(tmp_path, files)
    assert branches([str(tmp_path / "a")]) == {"main", "fix/one"}
    [message] = _said(tmp_path, "refs/heads/master")
    assert "is for master" in message
    assert message.endswith("fix/one, main")
    assert _said(tmp_path, "refs/heads/main") == _said(tmp_path, "refs/heads/fix/one") == []
    assert _said(tmp_path, "refs/heads/release/*") == _said(tmp_path, "~DEFAULT_BRANCH") == []


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"config": _REMOTE.format("*"), "refs/remotes/origin/main": _SHA},
        _CLONED | {"config": _REMOTE.format("main"), "refs/remotes/origin/main": _SHA},
    ],
    ids=["no-commit", "checkout-of-a-build", "clone-of-one-branch"],
)
def test_nothing_is_said_where_branches_may_be_missing(tmp_path: Path, files: dict[str, str]) -> None:
    _git(tmp_path, files)
    assert branches([str(tmp_path / "a")]) == set()
    assert _said(tmp_path, "refs/heads/master") == []


def test_nothing_is_said_without_git(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    assert _said(tmp_path, "refs/heads/master") == []


def test_a_work_tree_has_the_branches_of_its_repository(tmp_path: Path) -> None:
    _git(tmp_path / "shop", {"refs/heads/main": _SHA, "worktrees/fix/commondir": "../..\n"})
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / ".git").write_text(f"gitdir: {tmp_path}/shop/.git/worktrees/fix\n")
    assert branches([str(tree / "a")]) == {"main"}
    assert len(_said(tree, "refs/heads/master")) == 1
