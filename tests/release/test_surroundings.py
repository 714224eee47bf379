"""Worktrees, submodules, hooks and file-system monitors: what a user's git has, a release goes along with or names."""

from __future__ import annotations

from pathlib import Path

from tests.release.scene import Scene


def _executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_in_a_linked_worktree(scene: Scene) -> None:
    scene.git("switch", "--quiet", "--detach")
    linked = scene.folder / "linked"
    scene.git("worktree", "add", "--quiet", str(linked), "develop")
    assert scene.release("start", "minor", "--yes", folder=linked).code == 0
    assert scene.release("finish", "--no-pull-request", "--yes", folder=linked).code == 0
    assert scene.there("rev-parse", "v1.3.0^{commit}") == scene.there("rev-parse", "main")
    assert scene.git("status", "--porcelain") == ""


def test_a_branch_that_another_worktree_has_is_named_and_all_goes_on_when_it_is_free(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    linked = scene.folder / "linked"
    scene.git("worktree", "add", "--quiet", str(linked), "main")
    before = scene.refs(), scene.files()
    result = scene.release("finish", "--no-pull-request", "--yes")
    assert result.code == 3
    assert "'main' is already" in result.err
    assert str(linked) in result.err
    assert (scene.refs(), scene.files()) == before
    scene.git("worktree", "remove", str(linked))
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0


def test_a_submodule_is_left_alone(scene: Scene) -> None:
    allowed = ("-c", "protocol.file.allow=always")
    library = scene.folder / "library"
    scene.git("init", "--quiet", str(library), folder=scene.folder)
    scene.git("commit", "--quiet", "--allow-empty", "--message", "Begin", folder=library)
    scene.git(*allowed, "submodule", "--quiet", "add", str(library), "library")
    scene.commit("Use the library")
    scene.push("develop")
    commit = scene.git("rev-parse", "HEAD", folder=scene.work / "library")
    (scene.work / "library/mine").write_text("not committed")
    assert scene.release("start", "minor", "--yes").code == 0
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0
    assert scene.git("rev-parse", "main:library") == commit
    assert (scene.work / "library/mine").read_text() == "not committed"


def test_a_hook_elsewhere_may_refuse_and_the_release_goes_on_when_it_does_not(scene: Scene, tmp_path: Path) -> None:
    hook = _executable(tmp_path / "hooks/pre-commit", "echo the linter is unhappy >&2; exit 1")
    scene.git("config", "core.hooksPath", str(hook.parent))
    result = scene.release("start", "minor", "--yes")
    assert result.code == 3
    assert "the linter is unhappy" in result.err
    _executable(hook, "exit 0")
    assert scene.release("start", "minor", "--yes").code == 0
    assert scene.git("log", "--format=%s", "develop..") == "Prepare release 1.3.0"


def test_a_monitor_of_files_is_asked_by_git_alone(scene: Scene, tmp_path: Path) -> None:
    told = tmp_path / "told"
    monitor = _executable(tmp_path / "monitor", f"echo asked >> '{told}'; exit 1")  # 1: look at all files.
    scene.git("config", "core.fsmonitor", str(monitor))
    assert scene.release("start", "minor", "--yes").code == 0
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0
    assert told.exists()
