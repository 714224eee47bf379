"""Conflicts and interruptions: go on, or take it back."""

from pathlib import Path

import pytest

from tests.gitflow.sandbox import GitSandbox
from tests.gitflow.test_finish import finished


@pytest.fixture
def torn(sandbox: GitSandbox) -> GitSandbox:
    """A release whose merge back into develop will meet a conflict."""
    sandbox.release("start", "minor", "--yes")
    sandbox.write("service/price.js", "// ten\n")
    sandbox.commit("Ten")
    sandbox.git("switch", "--quiet", "develop")
    sandbox.write("service/price.js", "// eleven\n")
    sandbox.commit("Eleven")
    sandbox.push("develop")
    sandbox.git("switch", "--quiet", "release/1.3.0")
    return sandbox


def test_a_conflict_stays_for_the_person(torn: GitSandbox) -> None:
    before = torn.there("show-ref")
    result = torn.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "develop: error: conflicts with main in service/price.js" in result.err
    assert "canaryform release continue; or canaryform release abort" in result.err
    assert torn.there("show-ref") == before
    again = torn.release("finish", "--no-pull-request", "--yes")
    assert "develop: error: has a merge in progress" in again.err
    unresolved = torn.release("continue", "--yes")
    assert unresolved.code == 1
    assert "still has conflicts: service/price.js" in unresolved.err
    torn.write("service/price.js", "// twelve\n")
    torn.git("add", "service/price.js")
    shown = torn.release("continue", "--dry-run").steps
    assert shown[:2] == [
        "git commit --no-edit",
        "git push --atomic origin refs/heads/main:refs/heads/main refs/heads/develop:refs/heads/develop "
        "refs/tags/v1.3.0:refs/tags/v1.3.0",
    ]
    done = torn.release("continue", "--yes")
    assert (done.code, done.err) == (0, "")
    finished(torn, "1.3.0")
    assert torn.read("service/price.js") == "// twelve\n"


def test_a_conflict_that_was_committed_by_hand(torn: GitSandbox) -> None:
    torn.release("finish", "--no-pull-request", "--yes")
    torn.write("service/price.js", "// twelve\n")
    torn.git("add", "service/price.js")
    torn.git("commit", "--quiet", "--no-edit")
    assert torn.release("continue", "--yes").code == 0
    finished(torn, "1.3.0")


def test_a_conflict_in_main(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.write("service/price.js", "// ten\n")
    sandbox.commit("Ten")
    sandbox.git("switch", "--quiet", "main")
    sandbox.write("service/price.js", "// nine\n")
    sandbox.commit("Nine, by hand")
    sandbox.push("main")
    assert "main: error: conflicts" in sandbox.release("finish", "--no-pull-request", "--yes").err
    sandbox.write("service/price.js", "// ten\n")
    sandbox.git("add", "--all")
    assert sandbox.release("continue", "--yes").code == 0
    finished(sandbox, "1.3.0")


def test_abort_puts_everything_back(torn: GitSandbox) -> None:
    before = torn.refs(), torn.files()
    torn.release("finish", "--no-pull-request", "--yes")
    assert torn.release("abort", "--dry-run").code == 0
    result = torn.release("abort", "--yes")
    assert (result.code, result.err) == (0, "")
    assert (torn.refs(), torn.files()) == before


@pytest.mark.parametrize("done", range(8))
def test_every_interruption_goes_on(tmp_path: Path, done: int) -> None:
    outcomes = []
    for name, number in (("straight", 0), ("interrupted", done)):
        folder = tmp_path / name
        folder.mkdir()
        sandbox = GitSandbox(folder)
        sandbox.release("start", "minor", "--yes")
        sandbox.git("push", "--quiet", "origin", "release/1.3.0")
        if number:
            sandbox.run_some(number, "release", "--no-pull-request")
        steps = sandbox.release("finish", "--no-pull-request", "--dry-run").steps
        assert len(steps) <= 8 - number + 1
        result = sandbox.release("finish", "--no-pull-request", "--yes")
        assert result.code == 0, result.err
        finished(sandbox, "1.3.0")
        outcomes.append({name: sandbox.git("rev-parse", f"{name}^{{tree}}") for name in ("main", "develop", "v1.3.0")})
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("done", range(1, 6))
def test_every_interruption_before_the_push_can_be_taken_back(tmp_path: Path, done: int) -> None:
    sandbox = GitSandbox(tmp_path)
    sandbox.release("start", "minor", "--yes")
    before = sandbox.refs(), sandbox.files()
    sandbox.run_some(done, "release", "--no-pull-request")
    result = sandbox.release("abort", "--yes")
    if done == 1:  # Only main was checked out, which is no finish.
        assert "has nothing to abort" in result.err
        return
    assert (result.code, result.err) == (0, "")
    assert (sandbox.refs(), sandbox.files()) == before


def test_what_is_pushed_is_not_taken_back(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.run_some(6, "release", "--no-pull-request")
    before = sandbox.refs()
    result = sandbox.release("abort", "--yes")
    assert result.code == 1
    assert "what is pushed is not taken back" in result.err
    assert sandbox.refs() == before
    assert sandbox.release("continue", "--yes").code == 0
    finished(sandbox, "1.3.0")


def test_two_people_at_once(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.run_some(5, "release", "--no-pull-request")
    other = sandbox.folder / "other"
    sandbox.git("clone", "--quiet", str(sandbox.remote), str(other), folder=sandbox.folder)
    sandbox.git("checkout", "--quiet", "main", folder=other)
    sandbox.git("commit", "--quiet", "--allow-empty", "--message", "Meanwhile", folder=other)
    sandbox.git("push", "--quiet", "origin", "main", folder=other)
    before = sandbox.refs()
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "main: error: moved on at origin" in result.err
    assert sandbox.refs() == before
    assert sandbox.release("abort", "--yes").code == 0
    sandbox.git("fetch", "--quiet", "origin", "main:main")
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    finished(sandbox, "1.3.0")


def test_a_push_that_is_refused_pushes_nothing(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    hook = sandbox.remote / "hooks/update"
    hook.write_text('#!/bin/sh\ntest "$1" != refs/heads/develop || { echo "protected branch" >&2; exit 1; }\n')
    hook.chmod(0o755)
    before = sandbox.there("show-ref")
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 3
    assert "git push failed" in result.err
    assert "takes pull requests only; nothing was pushed" in result.err
    assert sandbox.there("show-ref") == before
    assert sandbox.release("abort", "--yes").code == 0
    hook.unlink()
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0


def test_nothing_to_go_on_with(sandbox: GitSandbox) -> None:
    for command in ("continue", "abort"):
        result = sandbox.release(command, "--yes")
        assert result.code == 1
        assert f"has nothing to {command}" in result.err


def test_a_merge_of_somebody_else(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "--create", "side", "main")
    sandbox.change("Side")
    sandbox.git("merge", "--quiet", "--no-commit", "--no-ff", "develop")
    for command in ("continue", "abort"):
        result = sandbox.release(command, "--yes")
        assert result.code == 1
        assert "hint: git merge --continue, or git merge --abort" in result.err
