"""``release check`` and ``release status``: what is said of a repository, without changing it."""

import json

import pytest

from tests.gitflow.sandbox import GitSandbox


@pytest.fixture
def released(sandbox: GitSandbox) -> GitSandbox:
    sandbox.release("start", "minor", "--yes")
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    return sandbox


def _failed(sandbox: GitSandbox) -> list[str]:
    result = sandbox.release("check", "--json")
    document = json.loads(result.out)
    failed = [line["what"] for line in document["lines"] if line["verdict"] == "failed"]
    assert result.code == (1 if failed else 0)
    assert document["ok"] == (not failed)
    assert all(line["mend"] for line in document["lines"] if line["verdict"] == "failed")
    return failed


def test_all_is_well(released: GitSandbox) -> None:
    released.configure_gh(checks=[["completed", "success"], ["completed", "skipped"]])
    before = released.refs()
    result = released.release("check")
    assert (result.code, result.err) == (0, "")
    assert {line.split()[0] for line in result.out.splitlines()} == {"ok"}
    assert released.refs() == before


@pytest.mark.parametrize(
    ("checks", "verdict"),
    [
        ([["completed", "success"], ["completed", "failure"]], "failed"),
        ([["completed", "cancelled"]], "failed"),
        ([["completed", "success"], ["in_progress", None]], "unknown"),
        ([], "unknown"),
    ],
)
def test_the_checks_at_github(released: GitSandbox, checks: list[list[str]], verdict: str) -> None:
    released.configure_gh(checks=checks)
    result = released.release("check")
    assert result.code == (verdict == "failed")
    assert result.out.splitlines()[-2].startswith(verdict)


def test_without_gh_it_is_not_known(released: GitSandbox) -> None:
    (released.folder / "bin/gh").unlink()
    result = released.release("check")
    assert result.code == 0
    assert "unknown  whether the checks of v1.3.0 passed: gh is not installed" in result.out


def test_a_dirty_tree(released: GitSandbox) -> None:
    released.write("service/package.json", "{}")
    assert _failed(released) == ["the working tree is not clean, uncommitted changes: service/package.json"]


def test_a_tag_that_is_not_what_the_file_says(released: GitSandbox) -> None:
    released.git("switch", "--quiet", "main")
    released.change("Later")
    released.git("tag", "--annotate", "--message", "x", "v1.4.0")
    released.push("main", "v1.4.0")
    failed = _failed(released)
    assert failed[0] == "service/package.json says 1.3.0 at v1.4.0, and the build refuses that"
    assert failed[-1] == "main is not merged back into develop"


def test_a_merged_release_without_its_tag(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.release("finish", "--yes")
    sandbox.merge(1)
    failed = _failed(sandbox)
    assert failed[0] == "service/package.json says 1.3.0 on main, and there is no tag v1.3.0"


def test_a_tag_that_is_lower_than_the_one_before(released: GitSandbox) -> None:
    released.git("switch", "--quiet", "main")
    released.write("service/package.json", '{"version": "1.2.5"}')
    released.commit("Down")
    released.git("tag", "v1.2.5")
    released.push("main", "v1.2.5")
    assert _failed(released)[0] == "v1.2.5 comes after v1.3.0 and is not greater"


def test_a_tag_beside_main(released: GitSandbox) -> None:
    released.git("switch", "--quiet", "--create", "side")
    released.change("Beside")
    released.git("tag", "v1.9.0")
    released.push("v1.9.0")
    assert _failed(released) == ["v1.9.0 is not on main"]


def test_a_tag_that_was_not_pushed(released: GitSandbox) -> None:
    released.git("push", "--quiet", "origin", "--delete", "v1.3.0")
    assert _failed(released) == ["v1.3.0 is only here, and so releases nothing"]


def test_no_release_yet_and_no_remote(sandbox: GitSandbox) -> None:
    sandbox.git("tag", "--delete", "v1.2.0")
    sandbox.git("remote", "remove", "origin")
    result = sandbox.release("check")
    assert "unknown  working tree has no remote" in result.out
    assert "unknown  no version is released: no tag v1.2.3 or the like" in result.out


def test_a_detached_head_is_fine(released: GitSandbox) -> None:
    released.git("switch", "--quiet", "--detach", "v1.3.0")
    assert _failed(released) == []


def test_the_drawing(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "main")
    sandbox.release("hotfix", "start", "--yes")
    sandbox.git("switch", "--quiet", "develop")
    sandbox.release("start", "minor", "--yes")
    sandbox.change("Correct a typo")
    before = sandbox.refs()
    result = sandbox.release("status")
    assert (result.code, result.err) == (0, "")
    main, develop = sandbox.git("rev-parse", "main")[:8], sandbox.git("rev-parse", "develop")[:8]
    hotfix, release = sandbox.git("rev-parse", "hotfix/1.2.1")[:8], sandbox.git("rev-parse", "release/1.3.0")[:8]
    assert result.out.splitlines() == [
        "shop",
        "",
        f"● main             {main}  v1.2.0  First version",
        f"└─● hotfix/1.2.1   {hotfix}  1 ahead of main, 0 behind  not pushed  Prepare hotfix 1.2.1",
        "│",
        f"● develop          {develop}  1 ahead of main, 0 behind  Add a basket",
        f"└─● release/1.3.0  {release}  2 ahead of develop, 0 behind  not pushed  Correct a typo",
        "",
        "versions           v1.2.0",
        "environments       dev (branch develop): unknown, since AWS was not asked",
        "                   prod (tag v*): unknown, since AWS was not asked",
    ]
    assert sandbox.refs() == before


def test_status_as_json(sandbox: GitSandbox) -> None:
    sandbox.release("start", "minor", "--yes")
    document = json.loads(sandbox.release("status", "--json").out)
    assert document["ok"]
    assert document["releases"][0]["name"] == "release/1.3.0"
    assert document["develop"]["ahead"] == 1
    unknown = "since AWS was not asked"
    assert document["environments"][1] == {"name": "prod", "trigger": "tag v*", "version": None, "unknown": unknown}


def test_status_without_the_remote(sandbox: GitSandbox) -> None:
    sandbox.remote.rename(sandbox.folder / "gone.git")
    result = sandbox.release("status")
    assert result.code == 0
    assert "what is at the remote is from the last fetch" in result.out
    assert "from the last fetch" not in json.loads(sandbox.release("status", "--json").out)["unknown"]


def test_more_tags_than_one_push_may_bring(released: GitSandbox) -> None:
    words = "tags are here alone: pushed together, they start nothing"
    for patch in range(1, 4):
        released.git("tag", f"v1.3.{patch}")
    assert words not in released.release("check").out
    released.git("tag", "v1.3.4")
    assert f"unknown  4 {words}" in released.release("check").out
