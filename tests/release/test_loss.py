"""Whatever a colleague does in between, or a repository holds, no commit and no file is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.release.scene import Scene

_FORCING = "+refs/heads/*:refs/heads/*"


def _late_commit(scene: Scene, branch: str) -> str:
    """A commit on top of a remote branch, which the remote has already and no branch of it names."""
    other = scene.folder / "other"
    scene.git("clone", "--quiet", "--branch", branch, str(scene.remote), str(other), folder=scene.folder)
    scene.git("commit", "--quiet", "--allow-empty", "--message", "Late", folder=other)
    scene.git("push", "--quiet", "origin", "HEAD:refs/keep/late", folder=other)
    return scene.git("rev-parse", "HEAD", folder=other)


def _push_meanwhile(scene: Scene, branch: str, commit: str) -> None:
    """Whenever something is merged here, which is after everything was looked at, the colleague's push arrives."""
    hook = scene.work / ".git/hooks/post-merge"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ngit --git-dir='{scene.remote}' update-ref refs/heads/{branch} {commit}\n")
    hook.chmod(0o755)


def test_a_late_commit_on_the_branch_is_not_deleted(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.push("release/1.3.0")
    late = _late_commit(scene, "release/1.3.0")
    _push_meanwhile(scene, "release/1.3.0", late)
    result = scene.release("finish", "--no-pull-request", "--yes")
    assert result.code == 3
    assert "somebody pushed to the branch after it was looked at" in result.err
    assert scene.there("rev-parse", "refs/heads/release/1.3.0") == late
    assert scene.there("rev-parse", "v1.3.0^{commit}") == scene.there("rev-parse", "main")


@pytest.mark.parametrize("branch", ["main", "develop"])
@pytest.mark.parametrize("setting", ["remote.origin.push", "push.default"])
def test_no_setting_of_git_forces_a_push(scene: Scene, branch: str, setting: str) -> None:
    scene.git("config", setting, _FORCING if setting == "remote.origin.push" else "matching")
    scene.release("start", "minor", "--yes")
    late = _late_commit(scene, branch)
    _push_meanwhile(scene, branch, late)
    before = scene.there("for-each-ref", "refs/tags", f"refs/heads/{'main' if branch == 'develop' else 'develop'}")
    assert scene.release("finish", "--no-pull-request", "--yes").code == 3
    assert scene.there("rev-parse", branch) == late
    assert before == scene.there(
        "for-each-ref", "refs/tags", f"refs/heads/{'main' if branch == 'develop' else 'develop'}"
    )


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\u0085", "\u00a0"])
def test_a_name_with_what_looks_like_a_line_break_stops_nothing(scene: Scene, letter: str) -> None:
    scene.git("push", "--quiet", "origin", f"HEAD:refs/heads/feature/a{letter}b")
    scene.git("push", "--quiet", "origin", f"HEAD:refs/tags/v{letter}9.0.0")
    scene.git("branch", f"feature/a{letter}b")
    scene.git("fetch", "--quiet", "origin")
    assert scene.release("status").code == 0
    assert scene.release("start", "minor", "--yes").code == 0
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0
    assert scene.release("check").code == 0


@pytest.mark.parametrize("linked", ["service/CHANGELOG.md", "CHANGELOG.md", "service/package.json", "service"])
def test_nothing_is_written_through_a_link(scene: Scene, tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "outside"
    place = scene.work / linked
    if place.is_dir():
        place.rename(outside)
    else:
        outside.write_text('{"version": "1.2.0"}')
        place.unlink(missing_ok=True)
    place.symlink_to(outside)
    scene.commit("Link it")
    scene.push("develop")
    before = scene.refs(), _bytes(outside)
    result = scene.release("start", "minor", "--yes")
    assert result.code == 1
    assert f"{linked}" in result.err
    assert "is a symbolic link, or behind one" in result.err
    assert (scene.refs(), _bytes(outside)) == before
    assert place.is_symlink()


def test_a_link_where_a_temporary_file_would_be_is_not_followed(scene: Scene, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious")
    (scene.work / "service/.CHANGELOG.md.canaryform").symlink_to(outside)
    scene.commit("Link what a temporary file could be called")
    scene.push("develop")
    assert scene.release("start", "minor", "--yes").code == 0
    assert outside.read_text() == "precious"
    assert not [*(scene.work / "service").glob(".*.????????????????.canaryform")]


def _bytes(place: Path) -> dict[str, bytes]:
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return {str(file): file.read_bytes() for file in files}
