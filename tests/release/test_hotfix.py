"""``release hotfix``: from main, back to main and develop, and into a release that is open."""

import json

import pytest

from tests.release.scene import Scene
from tests.release.test_finish import finished


@pytest.fixture
def fixed(scene: Scene) -> Scene:
    """A hotfix with its fix."""
    scene.git("switch", "--quiet", "main")
    result = scene.release("hotfix", "start", "--yes")
    assert result.code == 0, result.err
    scene.change("Mend the till")
    return scene


def test_a_hotfix_is_the_next_patch(fixed: Scene) -> None:
    assert fixed.git("branch", "--show-current") == "hotfix/1.2.1"
    assert json.loads(fixed.read("service/package.json"))["version"] == "1.2.1"
    assert "## 1.2.1 - 2026-01-01" in fixed.read("service/CHANGELOG.md")
    assert "Add a basket" not in fixed.read("service/CHANGELOG.md")


def test_straight_to_main(fixed: Scene) -> None:
    result = fixed.release("hotfix", "finish", "--no-pull-request", "--yes")
    assert (result.code, result.err) == (0, "")
    finished(fixed, "1.2.1")
    assert "hotfix" not in fixed.git("branch") + fixed.there("branch")
    assert fixed.git("cat-file", "blob", "develop:service/src/mend-the-till.js")


def test_by_pull_request(fixed: Scene) -> None:
    assert fixed.release("hotfix", "finish", "--yes").code == 0
    assert fixed.pulls()[0]["title"] == "Hotfix v1.2.1"
    commit = fixed.merge(1)
    result = fixed.release("hotfix", "finish", "--yes")
    assert result.code == 0, result.err
    assert fixed.there("rev-parse", "v1.2.1^{commit}") == commit
    assert fixed.pulls()[1]["title"] == "Merge v1.2.1 back into develop"


def test_a_spec_in_place_of_the_version(scene: Scene) -> None:
    scene.git("switch", "--quiet", "main")
    assert scene.release("hotfix", "start", "specs/shop.yaml", "--yes").code == 0
    assert scene.git("branch", "--show-current") == "hotfix/1.2.1"


def _during_a_release(scene: Scene) -> None:
    scene.release("start", "minor", "--yes")
    scene.git("push", "--quiet", "--set-upstream", "origin", "release/1.3.0")
    scene.git("switch", "--quiet", "main")
    scene.release("hotfix", "start", "--yes")
    scene.change("Mend the till")


def test_an_open_release_gets_the_fix(scene: Scene) -> None:
    _during_a_release(scene)
    result = scene.release("hotfix", "finish", "--no-pull-request", "--yes")
    # The version is another on each side, and the hotfix is out before anybody has to think about that.
    assert result.code == 1
    assert "release/1.3.0: error: conflicts with main in service/" in result.err
    assert scene.there("tag", "--list") == "v1.2.0\nv1.2.1"
    scene.git("checkout", "--ours", "service")
    scene.git("add", "service")
    result = scene.release("continue", "--yes")
    assert (result.code, result.err) == (0, "")
    finished_release = scene.there("merge-base", "--is-ancestor", "main", "release/1.3.0")
    assert finished_release == ""
    assert "hotfix" not in scene.git("branch") + scene.there("branch")
    scene.git("switch", "--quiet", "release/1.3.0")
    assert scene.release("finish", "--no-pull-request", "--yes").code == 0
    finished(scene, "1.3.0")


def test_giving_up_on_the_release_leaves_the_hotfix_out(scene: Scene) -> None:
    _during_a_release(scene)
    scene.release("hotfix", "finish", "--no-pull-request", "--yes")
    before = scene.there("show-ref")
    result = scene.release("abort", "--yes")
    assert result.code == 0, result.err
    assert scene.git("branch", "--show-current") == "hotfix/1.2.1"
    assert scene.there("show-ref") == before
    assert scene.git("rev-parse", "main") == scene.there("rev-parse", "main")


def test_with_pull_requests_the_open_release_is_told_of(scene: Scene) -> None:
    _during_a_release(scene)
    scene.release("hotfix", "finish", "--yes")
    scene.merge(1)
    result = scene.release("hotfix", "finish", "--yes")
    assert result.code == 0
    assert "note: release/1.3.0 needs the fix too: git switch release/1.3.0" in result.err


def test_a_release_that_is_only_at_the_remote_is_told_of(scene: Scene) -> None:
    _during_a_release(scene)
    scene.git("branch", "--quiet", "--delete", "--force", "release/1.3.0")
    result = scene.release("hotfix", "finish", "--no-pull-request", "--yes")
    assert result.code == 0, result.err
    assert "note: release/1.3.0 needs the fix too" in result.err


def test_a_release_does_not_begin_before_the_hotfix_is_back(fixed: Scene) -> None:
    fixed.release("hotfix", "finish", "--yes")
    fixed.merge(1)
    fixed.release("hotfix", "finish", "--yes")
    assert fixed.git("branch", "--show-current") == "develop"
    result = fixed.release("start", "minor", "--yes")
    assert result.code == 1
    assert "develop: error: lacks what main has, which the release would undo" in result.err
