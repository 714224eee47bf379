"""``release finish --no-pull-request``: merged, tagged, merged back and pushed from here."""

from pathlib import Path

import pytest

from tests.gitflow.sandbox import GitSandbox


def finished(sandbox: GitSandbox, version: str) -> None:
    """What a finished release leaves behind, here and there."""
    tag = f"{sandbox.prefix}{version}"
    for ask in (sandbox.git, sandbox.there):
        assert ask("cat-file", "-t", f"refs/tags/{tag}") == "tag"
        assert ask("rev-parse", f"{tag}^{{commit}}") == ask("rev-parse", f"refs/heads/{sandbox.main}")
        ask("merge-base", "--is-ancestor", f"refs/heads/{sandbox.main}", f"refs/heads/{sandbox.develop}")
        assert "release/" not in ask("branch", "--list", "--format=%(refname:short)").replace(sandbox.main, "")
    assert sandbox.git("rev-parse", "main" if sandbox.main == "main" else sandbox.main) == sandbox.there(
        "rev-parse", sandbox.main
    )
    assert sandbox.git("rev-parse", sandbox.develop) == sandbox.there("rev-parse", sandbox.develop)
    assert sandbox.git("status", "--porcelain") == ""


def test_a_whole_release(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.change("Correct a typo")
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert (result.code, result.err) == (0, "")
    assert sandbox.git("log", "-1", "--format=%s", "main") == "Merge release/1.3.0 into main"
    assert sandbox.git("log", "-1", "--format=%s", "develop") == "Merge v1.3.0 back into develop"
    assert sandbox.git("branch", "--show-current") == "develop"
    assert [step for step in result.steps if "push" in step] == [
        "git push --atomic origin refs/heads/main:refs/heads/main refs/heads/develop:refs/heads/develop "
        "refs/tags/v1.3.0:refs/tags/v1.3.0"
    ]
    assert "force" not in "".join(step for step in result.steps if "push" in step)
    assert sandbox.calls() == []
    finished(sandbox, "1.3.0")
    assert sandbox.release("check").code == 0


def test_a_branch_that_was_pushed_is_deleted_there_too(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.git("push", "--quiet", "--set-upstream", "origin", "release/1.3.0")
    sandbox.change("Correct a typo")
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    finished(sandbox, "1.3.0")


def test_a_dry_run_changes_nothing(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    before = sandbox.refs(), sandbox.files()
    assert len(sandbox.release("finish", "--no-pull-request", "--dry-run").steps) == 7
    assert (sandbox.refs(), sandbox.files()) == before


def test_release_after_release(sandbox: GitSandbox) -> None:
    for version in ("1.3.0-rc.1", "1.3.0-rc.2", "1.3.0", "2.0.0"):
        sandbox.change(f"Change for {version}")
        sandbox.push("develop")
        assert sandbox.release("start", version, "--yes").code == 0
        result = sandbox.release("finish", "--no-pull-request", "--yes")
        assert result.code == 0, result.err
        finished(sandbox, version)
    sections = [line for line in sandbox.read("service/CHANGELOG.md").splitlines() if line]
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
    sandbox = GitSandbox(folder, settings)
    assert sandbox.release("start", "minor", "--yes").code == 0
    if has_request:
        assert sandbox.release("finish", "--yes").code == 0
        sandbox.merge(1)
        assert sandbox.release("finish", "--yes").code == 0
        sandbox.merge(2)
        sandbox.git("fetch", "--quiet", "origin", "stable/prod")
        sandbox.git("pull", "--quiet")
    else:
        assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    finished(sandbox, "1.3.0")
    result = sandbox.release("check")
    assert result.code == 0, result.out


def test_a_version_that_the_build_would_refuse(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.write("service/package.json", '{"version": "1.4.0"}')
    sandbox.commit("Another version")
    before = sandbox.refs()
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "service/package.json: error: says 1.4.0 and not 1.3.0" in result.err
    assert sandbox.refs() == before


def test_a_linear_history_takes_no_merges(tmp_path: Path) -> None:
    sandbox = GitSandbox(tmp_path, {"linear_history": "true"})
    sandbox.release("start", "minor", "--yes")
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert "takes no merge commits" in result.err


@pytest.mark.parametrize("flags", [("--no-pull-request",), ()])
def test_a_tag_that_a_ruleset_lets_others_make(sandbox: GitSandbox, flags: tuple[str, ...]) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.change("Correct a typo")
    hook = sandbox.remote / "hooks/update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        '#!/bin/sh\ncase "$1" in refs/tags/*)\n'
        'printf "error: GH013: Repository rule violations found for %s.\\n\\n" "$1" >&2\n'
        'echo "- Cannot create ref due to creations being restricted." >&2; exit 1;; esac\n'
    )
    hook.chmod(0o755)
    if not flags:
        sandbox.release("finish", "--yes")
        [pull] = sandbox.pulls()
        sandbox.merge(pull["number"])
    before = sandbox.there("rev-parse", "refs/heads/main")
    result = sandbox.release("finish", *flags, "--yes")
    assert result.code == 3
    assert "creations being restricted" in result.err
    assert "git.releasers in the spec says who may" in result.err
    assert sandbox.there("tag", "--list", "v1.3.0") == ""
    assert sandbox.there("rev-parse", "refs/heads/main") == before
    hook.unlink()
    assert sandbox.release("finish", *flags, "--yes").code == 0
    assert sandbox.there("tag", "--list", "v1.3.0") == "v1.3.0"
