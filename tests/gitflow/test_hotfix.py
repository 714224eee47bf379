"""``release hotfix``: from main, back to main and develop, and into a release that is open."""

import json

import pytest

from tests.gitflow.sandbox import GitSandbox
from tests.gitflow.test_finish import finished


@pytest.fixture
def fixed(sandbox: GitSandbox) -> GitSandbox:
    """A hotfix with its fix."""
    sandbox.git("switch", "--quiet", "main")
    result = sandbox.release("hotfix", "start", "--yes")
    assert result.code == 0, result.err
    sandbox.change("Mend the till")
    return sandbox


def test_a_hotfix_is_the_next_patch(fixed: GitSandbox) -> None:
    assert fixed.git("branch", "--show-current") == "hotfix/1.2.1"
    assert json.loads(fixed.read("service/package.json"))["version"] == "1.2.1"
    assert "## 1.2.1 - 2026-01-01" in fixed.read("service/CHANGELOG.md")
    assert "Add a basket" not in fixed.read("service/CHANGELOG.md")


def test_straight_to_main(fixed: GitSandbox) -> None:
    result = fixed.release("hotfix", "finish", "--no-pull-request", "--yes")
    assert (result.code, result.err) == (0, "")
    finished(fixed, "1.2.1")
    assert "hotfix" not in fixed.git("branch") + fixed.there("branch")
    assert fixed.git("cat-file", "blob", "develop:service/src/mend-the-till.js")


def test_by_pull_request(fixed: GitSandbox) -> None:
    assert fixed.release("hotfix", "finish", "--yes").code == 0
    assert fixed.pulls()[0]["title"] == "Hotfix v1.2.1"
    commit = fixed.merge(1)
    result = fixed.release("hotfix", "finish", "--yes")
    assert result.code == 0, result.err
    assert fixed.there("rev-parse", "v1.2.1^{commit}") == commit
    assert fixed.pulls()[1]["title"] == "Merge v1.2.1 back into develop"


def test_a_spec_in_place_of_the_version(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "main")
    assert sandbox.release("hotfix", "start", "specs/shop.yaml", "--yes").code == 0
    assert sandbox.git("branch", "--show-current") == "hotfix/1.2.1"


def _during_a_release(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.git("push", "--quiet", "--set-upstream", "origin", "release/1.3.0")
    sandbox.git("switch", "--quiet", "main")
    sandbox.release("hotfix", "start", "--yes")
    sandbox.change("Mend the till")


def test_an_open_release_gets_the_fix(sandbox: GitSandbox) -> None:
    _during_a_release(sandbox)
    result = sandbox.release("hotfix", "finish", "--no-pull-request", "--yes")
    # The version is another on each side, and the hotfix is out before anybody has to think about that.
    assert result.code == 1
    assert "release/1.3.0: error: conflicts with main in service/" in result.err
    assert sandbox.there("tag", "--list") == "v1.2.0\nv1.2.1"
    sandbox.git("checkout", "--ours", "service")
    sandbox.git("add", "service")
    result = sandbox.release("continue", "--yes")
    assert (result.code, result.err) == (0, "")
    finished_release = sandbox.there("merge-base", "--is-ancestor", "main", "release/1.3.0")
    assert finished_release == ""
    assert "hotfix" not in sandbox.git("branch") + sandbox.there("branch")
    sandbox.git("switch", "--quiet", "release/1.3.0")
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    finished(sandbox, "1.3.0")


def test_giving_up_on_the_release_leaves_the_hotfix_out(sandbox: GitSandbox) -> None:
    _during_a_release(sandbox)
    sandbox.release("hotfix", "finish", "--no-pull-request", "--yes")
    before = sandbox.there("show-ref")
    result = sandbox.release("abort", "--yes")
    assert result.code == 0, result.err
    assert sandbox.git("branch", "--show-current") == "hotfix/1.2.1"
    assert sandbox.there("show-ref") == before
    assert sandbox.git("rev-parse", "main") == sandbox.there("rev-parse", "main")


def test_with_pull_requests_the_open_release_is_told_of(sandbox: GitSandbox) -> None:
    _during_a_release(sandbox)
    sandbox.release("hotfix", "finish", "--yes")
    sandbox.merge(1)
    result = sandbox.release("hotfix", "finish", "--yes")
    assert result.code == 0
    assert "note: release/1.3.0 needs the fix too: git switch release/1.3.0" in result.err


def test_a_release_that_is_only_at_the_remote_is_told_of(sandbox: GitSandbox) -> None:
    _during_a_release(sandbox)
    sandbox.git("branch", "--quiet", "--delete", "--force", "release/1.3.0")
    result = sandbox.release("hotfix", "finish", "--no-pull-request", "--yes")
    assert result.code == 0, result.err
    assert "note: release/1.3.0 needs the fix too" in result.err


def test_a_release_does_not_begin_before_the_hotfix_is_back(fixed: GitSandbox) -> None:
    fixed.release("hotfix", "finish", "--yes")
    fixed.merge(1)
    fixed.release("hotfix", "finish", "--yes")
    assert fixed.git("branch", "--show-current") == "develop"
    result = fixed.release("start", "minor", "--yes")
    assert result.code == 1
    assert "develop: error: lacks what main has, which the release would undo" in result.err
