"""``release finish`` where main and develop take pull requests only, with a stand-in for gh."""

import pytest

from tests.gitflow.sandbox import GitSandbox
from tests.gitflow.test_finish import finished


@pytest.fixture
def begun(sandbox: GitSandbox) -> GitSandbox:
    assert sandbox.release("start", "minor", "--yes").code == 0
    return sandbox


def _update(sandbox: GitSandbox) -> None:
    sandbox.git("fetch", "--quiet", "--prune", "origin")
    for branch in ("main", "develop"):
        sandbox.git("switch", "--quiet", branch)
        sandbox.git("merge", "--quiet", "--ff-only", f"origin/{branch}")


@pytest.mark.parametrize("how", ["--no-ff", "--squash", "--ff-only"])
@pytest.mark.parametrize("deletes", [True, False])
def test_a_whole_release(begun: GitSandbox, how: str, *, deletes: bool) -> None:
    first = begun.release("finish", "--yes")
    assert first.code == 0, first.err
    assert "https://github.com/acme/shop/pull/1" in first.out
    assert begun.pulls()[0]["title"] == "Release v1.3.0"
    assert begun.pulls()[0]["body"] == "- Add a basket"
    assert [call[:2] for call in begun.calls()].count(["pr", "create"]) == 1
    waiting = begun.release("finish", "--yes")
    assert (waiting.code, waiting.steps) == (0, [])
    assert "have https://github.com/acme/shop/pull/1 reviewed" in waiting.out
    commit = begun.merge(1, how, delete=deletes)
    second = begun.release("finish", "--yes")
    assert second.code == 0, second.err
    assert begun.there("rev-parse", "v1.3.0^{commit}") == commit
    assert (begun.pulls()[1]["headRefName"], begun.pulls()[1]["baseRefName"]) == ("main", "develop")
    assert "release/1.3.0" not in begun.git("branch") + begun.there("branch")
    assert begun.git("branch", "--show-current") == "develop"
    begun.merge(2)
    _update(begun)
    finished(begun, "1.3.0")
    assert begun.release("check").code == 0


def test_a_dry_run_changes_nothing(begun: GitSandbox) -> None:
    before = begun.refs(), begun.files()
    assert len(begun.release("finish", "--dry-run").steps) == 2
    assert (begun.refs(), begun.files(), begun.pulls()) == (*before, [])
    begun.release("finish", "--yes")
    begun.merge(1)
    before = begun.refs(), begun.files()
    result = begun.release("finish", "--dry-run")
    assert "git tag --annotate --message 'Release 1.3.0' v1.3.0" in result.out
    assert (begun.refs(), begun.files(), len(begun.pulls())) == (*before, 1)


def test_more_commits_after_the_pull_request(begun: GitSandbox) -> None:
    begun.release("finish", "--yes")
    begun.change("Correct a typo")
    result = begun.release("finish", "--yes")
    assert [step.split()[:2] for step in result.steps] == [["git", "push"]]
    begun.merge(1)
    assert begun.release("finish", "--yes").code == 0


def test_a_pull_request_that_was_closed_is_opened_again(begun: GitSandbox) -> None:
    begun.release("finish", "--yes")
    begun.configure_gh(pulls=[{**begun.pulls()[0], "state": "CLOSED"}])
    assert [step.split()[:3] for step in begun.release("finish", "--yes").steps] == [["gh", "pr", "create"]]


def test_another_clone_finishes_it(begun: GitSandbox) -> None:
    begun.release("finish", "--yes")
    begun.merge(1, delete=True)
    other = begun.folder / "other"
    begun.git("clone", "--quiet", str(begun.remote), str(other), folder=begun.folder)
    result = begun.release("finish", "--yes", folder=other)
    assert result.code == 0, result.err
    assert begun.there("tag", "--list") == "v1.2.0\nv1.3.0"
    assert len(begun.pulls()) == 2
    again = begun.release("finish", "--yes", folder=other)
    assert (again.code, again.steps) == (0, [])
    assert "have https://github.com/acme/shop/pull/2 merged into develop" in again.out


def test_an_unreleased_main_without_a_merged_release_is_not_tagged(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "main")
    sandbox.write("service/package.json", '{"version": "5.0.0"}')
    sandbox.commit("By hand")
    sandbox.push("main")
    result = sandbox.release("finish", "--yes")
    assert result.code == 1
    assert "release: error: has no open branch to finish; the last version is v1.2.0" in result.err


def test_every_interruption_goes_on(begun: GitSandbox) -> None:
    begun.release("finish", "--yes")
    begun.merge(1)
    steps = begun.release("finish", "--dry-run").steps
    assert len(steps) == 9
    for _ in steps[1:]:  # Each run is killed after one step more than fetching.
        begun.run_some(2, "release")
    assert begun.release("finish", "--yes").steps == []
    assert begun.there("tag", "--list") == "v1.2.0\nv1.3.0"
    assert len(begun.pulls()) == 2
    assert "release/1.3.0" not in begun.git("branch") + begun.there("branch")


def test_a_develop_that_moved_on(begun: GitSandbox) -> None:
    begun.release("finish", "--yes")
    begun.git("switch", "--quiet", "develop")
    begun.change("Add a wish list")
    begun.push("develop")
    begun.merge(1)
    result = begun.release("finish", "--yes")
    assert result.code == 0
    assert "note: develop has moved on. Where GitHub says that main is out of date" in result.err
    for command in result.err.split("from that: ")[1].split(" && "):
        begun.git(*command.split()[1:])
    assert begun.there("merge-base", "--is-ancestor", "main", "back/v1.3.0") == ""


def test_without_gh(begun: GitSandbox) -> None:
    (begun.folder / "bin/gh").unlink()
    before = begun.refs()
    result = begun.release("finish", "--yes")
    assert result.code == 1
    assert "gh: error: is not installed" in result.err
    assert "https://github.com/acme/shop/compare/main...release/1.3.0" in result.err
    assert begun.refs() == before


def test_without_a_login(begun: GitSandbox) -> None:
    begun.configure_gh(logged_in=False)
    before = begun.refs()
    result = begun.release("finish", "--yes")
    assert result.code == 1
    assert "hint: gh auth login" in result.err
    assert begun.refs() == before


def test_a_finish_that_began_without_pull_requests(begun: GitSandbox) -> None:
    begun.run_some(3, "release", "--no-pull-request")
    result = begun.release("finish", "--yes")
    assert result.code == 1
    assert "canaryform release continue goes on" in result.err
    assert begun.release("continue", "--yes").code == 0
    finished(begun, "1.3.0")
