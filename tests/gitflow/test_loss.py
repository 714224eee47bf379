"""Whatever a colleague does in between, or a repository holds, no commit and no file is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gitflow.sandbox import GitSandbox

_FORCING = "+refs/heads/*:refs/heads/*"


def _late_commit(sandbox: GitSandbox, branch: str) -> str:
    """A commit on top of a remote branch, which the remote has already and no branch of it names."""
    other = sandbox.folder / "other"
    sandbox.git("clone", "--quiet", "--branch", branch, str(sandbox.remote), str(other), folder=sandbox.folder)
    sandbox.git("commit", "--quiet", "--allow-empty", "--message", "Late", folder=other)
    sandbox.git("push", "--quiet", "origin", "HEAD:refs/keep/late", folder=other)
    return sandbox.git("rev-parse", "HEAD", folder=other)


def _push_meanwhile(sandbox: GitSandbox, branch: str, commit: str) -> None:
    """Whenever something is merged here, which is after everything was looked at, the colleague's push arrives."""
    hook = sandbox.work / ".git/hooks/post-merge"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ngit --git-dir='{sandbox.remote}' update-ref refs/heads/{branch} {commit}\n")
    hook.chmod(0o755)


def test_a_late_commit_on_the_branch_is_not_deleted(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.push("release/1.3.0")
    late = _late_commit(sandbox, "release/1.3.0")
    _push_meanwhile(sandbox, "release/1.3.0", late)
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 3
    assert "somebody pushed to the branch after it was looked at" in result.err
    assert sandbox.there("rev-parse", "refs/heads/release/1.3.0") == late
    assert sandbox.there("rev-parse", "v1.3.0^{commit}") == sandbox.there("rev-parse", "main")


def test_a_late_commit_on_the_local_branch_is_not_deleted(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    tree = sandbox.git("rev-parse", "HEAD^{tree}")
    late = sandbox.git("commit-tree", tree, "-p", "HEAD", "-m", "Late")
    hook = sandbox.work / ".git/hooks/post-merge"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ngit update-ref refs/heads/release/1.3.0 {late}\n")
    hook.chmod(0o755)
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 3
    assert "the branch has moved here since it was looked at" in result.err
    assert sandbox.git("rev-parse", "refs/heads/release/1.3.0") == late


@pytest.mark.parametrize("branch", ["main", "develop"])
@pytest.mark.parametrize("setting", ["remote.origin.push", "push.default"])
def test_no_setting_of_git_forces_a_push(sandbox: GitSandbox, branch: str, setting: str) -> None:
    sandbox.git("config", setting, _FORCING if setting == "remote.origin.push" else "matching")
    sandbox.release("start", "minor", "--yes")
    late = _late_commit(sandbox, branch)
    _push_meanwhile(sandbox, branch, late)
    before = sandbox.there("for-each-ref", "refs/tags", f"refs/heads/{'main' if branch == 'develop' else 'develop'}")
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 3
    assert sandbox.there("rev-parse", branch) == late
    assert before == sandbox.there(
        "for-each-ref", "refs/tags", f"refs/heads/{'main' if branch == 'develop' else 'develop'}"
    )


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\u0085", "\u00a0"])
def test_a_name_with_what_looks_like_a_line_break_stops_nothing(sandbox: GitSandbox, letter: str) -> None:
    sandbox.git("push", "--quiet", "origin", f"HEAD:refs/heads/feature/a{letter}b")
    sandbox.git("push", "--quiet", "origin", f"HEAD:refs/tags/v{letter}9.0.0")
    sandbox.git("branch", f"feature/a{letter}b")
    sandbox.git("fetch", "--quiet", "origin")
    assert sandbox.release("status").code == 0
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    assert sandbox.release("check").code == 0


@pytest.mark.parametrize("linked", ["service/CHANGELOG.md", "CHANGELOG.md", "service/package.json", "service"])
def test_nothing_is_written_through_a_link(sandbox: GitSandbox, tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "outside"
    place = sandbox.work / linked
    if place.is_dir():
        place.rename(outside)
    else:
        outside.write_text('{"version": "1.2.0"}')
        place.unlink(missing_ok=True)
    place.symlink_to(outside)
    sandbox.commit("Link it")
    sandbox.push("develop")
    before = sandbox.refs(), _bytes(outside)
    result = sandbox.release("start", "minor", "--yes")
    assert result.code == 1
    assert f"{linked}" in result.err
    assert "is a symbolic link, or behind one" in result.err
    assert (sandbox.refs(), _bytes(outside)) == before
    assert place.is_symlink()


def test_a_link_where_a_temporary_file_would_be_is_not_followed(sandbox: GitSandbox, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious")
    (sandbox.work / "service/.CHANGELOG.md.canaryform").symlink_to(outside)
    sandbox.commit("Link what a temporary file could be called")
    sandbox.push("develop")
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert outside.read_text() == "precious"
    assert not [*(sandbox.work / "service").glob(".*.????????????????.canaryform")]


def _bytes(place: Path) -> dict[str, bytes]:
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return {str(file): file.read_bytes() for file in files}
