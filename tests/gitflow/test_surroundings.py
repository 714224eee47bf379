"""Worktrees, submodules, hooks and file-system monitors: what a user's git has, a release goes along with or names."""

from __future__ import annotations

from pathlib import Path

from tests.gitflow.sandbox import GitSandbox


def _executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_in_a_linked_worktree(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "--detach")
    linked = sandbox.folder / "linked"
    sandbox.git("worktree", "add", "--quiet", str(linked), "develop")
    assert sandbox.release("start", "minor", "--yes", folder=linked).code == 0
    assert sandbox.release("finish", "--no-pull-request", "--yes", folder=linked).code == 0
    assert sandbox.there("rev-parse", "v1.3.0^{commit}") == sandbox.there("rev-parse", "main")
    assert sandbox.git("status", "--porcelain") == ""


def test_a_branch_that_another_worktree_has_is_named_and_all_goes_on_when_it_is_free(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    linked = sandbox.folder / "linked"
    sandbox.git("worktree", "add", "--quiet", str(linked), "main")
    before = sandbox.refs(), sandbox.files()
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 3
    assert "'main' is already" in result.err
    assert str(linked) in result.err
    assert (sandbox.refs(), sandbox.files()) == before
    sandbox.git("worktree", "remove", str(linked))
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0


def test_a_submodule_is_left_alone(sandbox: GitSandbox) -> None:
    allowed = ("-c", "protocol.file.allow=always")
    library = sandbox.folder / "library"
    sandbox.git("init", "--quiet", str(library), folder=sandbox.folder)
    sandbox.git("commit", "--quiet", "--allow-empty", "--message", "Begin", folder=library)
    sandbox.git(*allowed, "submodule", "--quiet", "add", str(library), "library")
    sandbox.commit("Use the library")
    sandbox.push("develop")
    commit = sandbox.git("rev-parse", "HEAD", folder=sandbox.work / "library")
    (sandbox.work / "library/mine").write_text("not committed")
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    assert sandbox.git("rev-parse", "main:library") == commit
    assert (sandbox.work / "library/mine").read_text() == "not committed"


def test_a_hook_elsewhere_may_refuse_and_the_release_goes_on_when_it_does_not(
    sandbox: GitSandbox, tmp_path: Path
) -> None:
    hook = _executable(tmp_path / "hooks/pre-commit", "echo the linter is unhappy >&2; exit 1")
    sandbox.git("config", "core.hooksPath", str(hook.parent))
    result = sandbox.release("start", "minor", "--yes")
    assert result.code == 3
    assert "the linter is unhappy" in result.err
    _executable(hook, "exit 0")
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert sandbox.git("log", "--format=%s", "develop..") == "Prepare release 1.3.0"


def test_a_monitor_of_files_is_asked_by_git_alone(sandbox: GitSandbox, tmp_path: Path) -> None:
    told = tmp_path / "told"
    monitor = _executable(tmp_path / "monitor", f"echo asked >> '{told}'; exit 1")  # 1: look at all files.
    sandbox.git("config", "core.fsmonitor", str(monitor))
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    assert told.exists()
