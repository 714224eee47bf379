"""Every state of git that a command does not need is named, with what mends it; nothing changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gitflow.blocked_states import (
    CASES,
    detached,
    dirty,
    locked,
    merging,
    no_develop,
    no_remote,
    nobody,
    unreachable,
)
from tests.gitflow.sandbox import GitSandbox


@pytest.mark.parametrize(("spoil", "message", "mend"), CASES, ids=[case[0].__name__.strip("_") for case in CASES])
def test_start_names_it(sandbox: GitSandbox, spoil: Callable[[GitSandbox], None], message: str, mend: str) -> None:
    spoil(sandbox)
    before = _here(sandbox)
    result = sandbox.release("start", "1.3.0", "--yes")
    assert result.code == 1, result.out
    assert message in result.err
    assert mend in result.err
    assert result.err.endswith("nothing was changed\n")
    assert _here(sandbox) == before


@pytest.mark.parametrize(
    "spoil",
    [detached, dirty, no_remote, unreachable, no_develop, merging, nobody, locked],
)
@pytest.mark.parametrize("alone", [True, False])
def test_finish_names_it_too(sandbox: GitSandbox, spoil: Callable[[GitSandbox], None], *, alone: bool) -> None:
    sandbox.release("start", "minor", "--yes")
    spoil(sandbox)
    before = _here(sandbox)
    result = sandbox.release("finish", "--yes", *(["--no-pull-request"] if alone else []))
    assert result.code == 1
    assert next(case[1] for case in CASES if case[0] is spoil).split(": ")[-1].split(" ")[0] in result.err
    assert "hint:" in result.err
    assert _here(sandbox) == before


@pytest.mark.parametrize("command", [("start", "minor"), ("hotfix", "start"), ("check",)])
def test_a_shallow_clone(sandbox: GitSandbox, command: tuple[str, ...]) -> None:
    other = sandbox.folder / "other"
    url = sandbox.remote.as_uri()
    sandbox.git("clone", "--quiet", "--depth", "1", "--no-single-branch", url, str(other), folder=sandbox.folder)
    result = sandbox.release(*command, *([] if command == ("check",) else ["--yes"]), folder=other)
    assert result.code == 1
    assert "is a shallow clone" in result.err + result.out
    assert "git fetch --unshallow origin" in result.err + result.out


def test_a_repository_without_a_commit(sandbox: GitSandbox, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    sandbox.git("init", "--quiet", str(folder))
    (folder / "specs").mkdir()
    (folder / "specs/shop.yaml").write_text(sandbox.read("specs/shop.yaml"))
    result = sandbox.release("start", "minor", "--yes", folder=folder)
    assert result.code == 1
    assert "main: error: has no commit yet" in result.err


def test_no_repository(sandbox: GitSandbox, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    (folder / "specs").mkdir(parents=True)
    (folder / "specs/shop.yaml").write_text(sandbox.read("specs/shop.yaml"))
    result = sandbox.release("status", folder=folder, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert result.code == 1
    assert "is no git working tree" in result.err
    assert "git init" in result.err


def test_no_git(sandbox: GitSandbox) -> None:
    result = sandbox.release("status", PATH=str(sandbox.folder / "bin"))
    assert (result.code, result.err.splitlines()[0]) == (3, "error: cannot run git: it is not installed")


def test_several_specs(sandbox: GitSandbox) -> None:
    sandbox.write("specs/other.yaml", sandbox.read("specs/shop.yaml").replace("project: shop", "project: other"))
    result = sandbox.release("start", "minor", "--yes")
    assert result.code == 2
    assert "specs/ holds several specs: name one of specs/other.yaml, specs/shop.yaml." in result.err
    assert sandbox.release("start", "minor", "specs/shop.yaml", "--yes").code == 0


def test_a_spec_with_problems(sandbox: GitSandbox) -> None:
    sandbox.write("specs/shop.yaml", sandbox.read("specs/shop.yaml").replace("3000", "many"))
    result = sandbox.release("start", "minor", "--yes")
    assert result.code == 1
    assert "specs/shop.yaml:4:" in result.err


def test_environments_that_disagree(sandbox: GitSandbox) -> None:
    more = '  test:\n    trigger: {tag: "v0.*"}\n    git: {main: trunk}\n'
    sandbox.write("specs/shop.yaml", sandbox.read("specs/shop.yaml") + more)
    result = sandbox.release("status")
    assert result.code == 1
    assert "main of test differs from prod's" in result.err


@pytest.mark.parametrize("version", ["1.3", "v1.3.0", "01.3.0", "next", "1.3.0 "])
def test_no_version(sandbox: GitSandbox, version: str) -> None:
    result = sandbox.release("start", version, "--yes")
    assert result.code == 1
    assert "is not MAJOR.MINOR.PATCH" in result.err


def test_a_signature_that_the_spec_wants(tmp_path: Path) -> None:
    sandbox = GitSandbox(tmp_path, {"signed_commits": "true"})
    result = sandbox.release("start", "minor", "--yes")
    assert result.code == 1
    assert "hint: git config commit.gpgSign true" in result.err


def _here(sandbox: GitSandbox) -> tuple[str, dict[str, bytes]]:
    return sandbox.git("for-each-ref") + sandbox.git("rev-parse", "--symbolic-full-name", "HEAD"), sandbox.files()
