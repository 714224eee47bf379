"""Settings of the remote in git: a release goes where it says, or is refused before anything changes."""

from __future__ import annotations

import pytest

from tests.gitflow.sandbox import GitSandbox

_HARMLESS = {
    "no fetch": (("--unset-all", "remote.origin.fetch"),),
    "one branch": (("remote.origin.fetch", "+refs/heads/develop:refs/remotes/origin/develop"),),
    "several": (
        ("--add", "remote.origin.fetch", "+refs/pull/*/head:refs/remotes/origin/pr/*"),
        ("--add", "remote.origin.fetch", "^refs/heads/main"),
        ("--add", "remote.origin.fetch", "+refs/tags/*:refs/tags/*"),
    ),
    "no destination": (("--add", "remote.origin.fetch", "refs/heads/main"),),
    "pushes": (("remote.origin.push", "+refs/*:refs/*"), ("--add", "remote.origin.push", ":refs/heads/main")),
    "words": (("remote.pushDefault", "nowhere"), ("push.followTags", "true"), ("remote.origin.tagOpt", "--no-tags")),
}
_HARMFUL = {
    "remote.origin.fetch": [
        "+refs/heads/*:refs/heads/*", "+refs/*:refs/*", "refs/heads/main:refs/heads/main", "+refs/heads/*:refs/tags/*",
        "refs/heads/main:main",
    ],
    "remote.origin.mirror": ["true"],
    "push.recurseSubmodules": ["only"],
}  # fmt: skip
_EACH_HARM = [(name, value) for name, values in _HARMFUL.items() for value in values]


@pytest.mark.parametrize("settings", _HARMLESS.values(), ids=_HARMLESS.keys())
def test_what_a_release_goes_along_with(sandbox: GitSandbox, settings: tuple[tuple[str, ...], ...]) -> None:
    for setting in settings:
        sandbox.git("config", *setting)
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    heads = {"refs/heads/main", "refs/heads/develop"}
    assert {*sandbox.there("for-each-ref", "--format=%(refname)", "refs/heads").split()} == heads
    assert sandbox.there("rev-parse", "main", "develop") == sandbox.git("rev-parse", "main", "develop")
    assert sandbox.there("rev-parse", "v1.3.0^{commit}") == sandbox.there("rev-parse", "main")


@pytest.mark.parametrize(("name", "value"), _EACH_HARM)
def test_what_would_lose_a_commit_or_release_nothing(sandbox: GitSandbox, name: str, value: str) -> None:
    sandbox.release("start", "minor", "--yes")
    sandbox.push("refs/heads/release/1.3.0:refs/heads/release/1.3.0")
    sandbox.git("config", name, value)
    before = sandbox.refs(), sandbox.files()
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    assert f"{name}: error: is " in result.err
    assert (sandbox.refs(), sandbox.files()) == before
    [mend] = [line.partition("hint: git ")[2] for line in result.err.splitlines() if "hint: git " in line]
    sandbox.git(*(word.strip("'") for word in mend.split()))
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    assert sandbox.git("rev-parse", "main") == sandbox.there("rev-parse", "main")


def test_a_push_address_of_the_same_repository(sandbox: GitSandbox) -> None:
    sandbox.git("config", "url.file://.insteadOf", "here:")
    sandbox.git("config", "remote.origin.pushurl", f"here:{sandbox.remote}")
    assert sandbox.release("start", "minor", "--yes").code == 0
    assert sandbox.release("finish", "--no-pull-request", "--yes").code == 0
    assert sandbox.git("rev-parse", "main") == sandbox.there("rev-parse", "main")


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("setting", ["remote.origin.pushurl", "url.{other}.pushInsteadOf"])
def test_a_push_address_of_another_repository(sandbox: GitSandbox, setting: str, is_there: bool) -> None:
    sandbox.release("start", "minor", "--yes")
    other = sandbox.folder / "secret-token.git"
    if is_there:
        sandbox.git("clone", "--quiet", "--bare", str(sandbox.remote), str(other), folder=sandbox.folder)
        sandbox.git("--git-dir", str(other), "update-ref", "refs/heads/develop", "main")
    is_pushurl = setting == "remote.origin.pushurl"
    sandbox.git("config", setting.format(other=other), str(other if is_pushurl else sandbox.remote))
    before = sandbox.refs(), sandbox.files()
    result = sandbox.release("finish", "--no-pull-request", "--yes")
    assert result.code == 1
    said = "is another repository: its develop is not that of origin" if is_there else "cannot be asked"
    assert f"push address 1 of origin: error: {said}" in result.err
    assert (sandbox.refs(), sandbox.files()) == before
