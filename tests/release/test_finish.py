"""``release finish --no-pull-request``: merged, tagged, merged back and pushed from here."""

from pathlib import Path

import pytest

from tests.release.scene import Scene


def finished(scene: Scene, version: str) -> None:
    """What a finished release leaves behind, here and there."""
    tag = f"{scene.prefix}{version}"
    for ask in (scene.git, scene.there):
        assert ask("cat-file", "-t", f"refs/tags/{tag}") == "tag"
        assert ask("rev-parse", f"{tag}^{{commit}}") == ask("rev-parse", f"refs/heads/{scene.main}")
        ask("merge-base", "--is-ancestor", f"refs/heads/{scene.main}", f"refs/heads/{scene.develop}")
        assert "release/" not in ask("branch", "--list", "--format=%(refname:short)").replace(scene.main, "")
    assert scene.git("rev-parse", "main" if scene.main == "main" else scene.main) == scene.there(
        "rev-parse", scene.main
    )
    assert scene.git("rev-parse", scene.develop) == scene.there("rev-parse", scene.develop)
    assert scene.git("status", "--porcelain") == ""


def test_a_whole_release(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.change("Correct a typo")
    result = scene.release("finish", "--no-pull-request", "--yes")
    assert (result.code, result.err) == (0, "")
    assert scene.git("log", "-1", "--format=%s", "main") == "Merge release/1.3.0 into main"
    assert scene.git("log", "-1", "--format=%s", "develop") == "Merge v1.3.0 back into develop"
    assert scene.git("branch", "--show-current") == "develop"
    assert [step for step in result.steps if "push" in step] == [
        "git push --atomic origin refs/heads/main:refs/heads/main refs/heads/develop:refs/heads/develop "
        "refs/tags/v1.3.0:refs/tags/v1.3.0"
    ]
    assert "force" not in "".join(step for step in result.steps if "push" in step)
    assert scene.calls() == []
    finished(scene, "1.3.0")
    assert scene.release("check").code == 0


def test_a_branch_that_was_pushed_is_deleted_there_too(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.git("push", "--quiet", "--set-upstream", "origin", "release/1.3.0")
    scene.change("Correct a typo")
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0
    finished(scene, "1.3.0")


def test_a_dry_run_changes_nothing(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    before = scene.refs(), scene.files()
    assert len(scene.release("finish", "--no-pull-request", "--dry-run").steps) == 7
    assert (scene.refs(), scene.files()) == before


def test_release_after_release(scene: Scene) -> None:
    for version in ("1.3.0-rc.1", "1.3.0-rc.2", "1.3.0", "2.0.0"):
        scene.change(f"Change for {version}")
        scene.push("develop")
        assert scene.release("start", version, "--yes").code == 0
        result = scene.release("finish", "--no-pull-request", "--yes")
        assert result.code == 0, result.err
        finished(scene, version)
    sections = [line for line in scene.read("service/CHANGELOG.md").splitlines() if line]
    assert sections == [
        "# Changelog",
        "## 2.0.0 - 2026-01-01", "- Change for 2.0.0",
        "## 1.3.0 - 2026-01-01", "- Change for 1.3.0",
        "## 1.3.0-rc.2 - 2026-01-01", "- Change for 1.3.0-rc.2",
        "## 1.3.0-rc.1 - 2026-01-01", "- Add a basket", "- Change for 1.3.0-rc.1",
    ]  # fmt: skip


@pytest.mark.parametrize("has_request", [True, False])
def test_unusual_names(tmp_path: Path, *, has_request: bool) -> None:
    folder = tmp_path / "a folder with spaces, ünd é's"
    folder.mkdir()
    settings = {"main": "stable/prod", "develop": "team/next", "tag_prefix": "release-"}
    scene = Scene(folder, settings)
    assert scene.release("start", "minor", "--yes").code == 0
    if has_request:
        assert scene.release("finish", "--yes").code == 0
        scene.merge(1)
        assert scene.release("finish", "--yes").code == 0
        scene.merge(2)
        scene.git("fetch", "--quiet", "origin", "stable/prod")
        scene.git("pull", "--quiet")
    else:
        assert scene.release("finish", "--no-pull-request", "--yes").code == 0
    finished(scene, "1.3.0")
    result = scene.release("check")
    assert result.code == 0, result.out


def test_a_version_that_the_build_would_refuse(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.write("service/package.json", '{"version": "1.4.0"}')
    scene.commit("Another version")
    before = scene.refs()
    result = scene.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "service/package.json: error: says 1.4.0 and not 1.3.0" in result.err
    assert scene.refs() == before


def test_a_linear_history_takes_no_merges(tmp_path: Path) -> None:
    scene = Scene(tmp_path, {"linear_history": "true"})
    scene.release("start", "minor", "--yes")
    result = scene.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "takes no merge commits" in result.err
