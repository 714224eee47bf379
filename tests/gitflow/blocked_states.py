"""What people do to a repository before they release, what that is called, and what mends it."""

from __future__ import annotations

from collections.abc import Callable

from tests.gitflow.sandbox import GitSandbox


def detached(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "--detach")


def dirty(sandbox: GitSandbox) -> None:
    sandbox.write("service/package.json", "{}")


def no_remote(sandbox: GitSandbox) -> None:
    sandbox.git("remote", "remove", "origin")


def _two_remotes(sandbox: GitSandbox) -> None:
    sandbox.git("remote", "rename", "origin", "one")
    sandbox.git("remote", "add", "two", str(sandbox.remote))


def unreachable(sandbox: GitSandbox) -> None:
    sandbox.remote.rename(sandbox.folder / "gone.git")


def no_develop(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "main")
    sandbox.git("branch", "--quiet", "--delete", "--force", "develop")
    sandbox.git("push", "--quiet", "origin", "--delete", "develop")


def _develop_only_there(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "main")
    sandbox.git("branch", "--quiet", "--delete", "--force", "develop")


def _unpushed_main(sandbox: GitSandbox) -> None:
    sandbox.there("update-ref", "-d", "refs/heads/main")


def _elsewhere(sandbox: GitSandbox) -> str:
    other = sandbox.folder / "other"
    sandbox.git("clone", "--quiet", "--branch", "develop", str(sandbox.remote), str(other), folder=sandbox.folder)
    sandbox.git("commit", "--quiet", "--allow-empty", "--message", "Meanwhile", folder=other)
    sandbox.git("push", "--quiet", "origin", "develop", folder=other)
    return str(other)


def _behind(sandbox: GitSandbox) -> None:
    _elsewhere(sandbox)


def _diverged(sandbox: GitSandbox) -> None:
    _elsewhere(sandbox)
    sandbox.change("Here")


def _ahead(sandbox: GitSandbox) -> None:
    sandbox.change("Here")


def _tag_exists(sandbox: GitSandbox) -> None:
    sandbox.git("tag", "v1.3.0")


def _tag_exists_there(sandbox: GitSandbox) -> None:
    sandbox.git("tag", "v1.3.0")
    sandbox.push("v1.3.0")
    sandbox.git("tag", "--delete", "v1.3.0")


def _greater_tag(sandbox: GitSandbox) -> None:
    sandbox.git("tag", "v1.10.0")


def _same_rank(sandbox: GitSandbox) -> None:
    sandbox.git("tag", "v1.3.0+build.7")


def _branch_exists(sandbox: GitSandbox) -> None:
    sandbox.git("branch", "release/1.3.0", "main")


def _branch_exists_there(sandbox: GitSandbox) -> None:
    sandbox.git("push", "--quiet", "origin", "main:refs/heads/release/1.3.0")


def _other_release(sandbox: GitSandbox) -> None:
    sandbox.git("branch", "release/1.2.9")


def _wrong_branch(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "--create", "feature/x")


def merging(sandbox: GitSandbox) -> None:
    sandbox.git("switch", "--quiet", "--create", "side", "main")
    sandbox.change("Side")
    sandbox.git("switch", "--quiet", "develop")
    sandbox.git("merge", "--quiet", "--no-commit", "--no-ff", "side")


def _reverting(sandbox: GitSandbox) -> None:
    sandbox.git("revert", "--no-commit", "HEAD")


def nobody(sandbox: GitSandbox) -> None:
    (sandbox.folder / "gitconfig").write_text("")


def locked(sandbox: GitSandbox) -> None:
    (sandbox.work / ".git/index.lock").touch()


def _ambiguous(sandbox: GitSandbox) -> None:
    sandbox.git("tag", "develop")


def _no_version_file(sandbox: GitSandbox) -> None:
    sandbox.git("rm", "--quiet", "service/package.json")
    sandbox.commit("Without")
    sandbox.push("develop")


def _broken_version_file(sandbox: GitSandbox) -> None:
    sandbox.write("service/package.json", "{")
    sandbox.commit("Broken")
    sandbox.push("develop")


def _untracked_changelog(sandbox: GitSandbox) -> None:
    sandbox.write("service/CHANGELOG.md", "Mine\n")


CASES: list[tuple[Callable[[GitSandbox], None], str, str]] = [
    (detached, "HEAD: error: is detached", "git switch develop"),
    (dirty, "has uncommitted changes: service/package.json", "git stash"),
    (no_remote, "has no remote", "git remote add origin git@github.com:acme/shop.git"),
    (_two_remotes, "has the remotes one, two, and none is called origin", "git remote rename one origin"),
    (unreachable, "origin: error: cannot be asked", "git ls-remote origin"),
    (no_develop, "develop: error: is no branch", "git branch develop main && git push --set-upstream origin develop"),
    (_develop_only_there, "develop: error: is only at origin", "git fetch origin develop:develop"),
    (_unpushed_main, "main: error: is not at origin", "git push --set-upstream origin main"),
    (_behind, "develop: error: is 1 commit behind origin's", "git pull --ff-only origin develop"),
    (_diverged, "have diverged: 1 commits are only here", "git pull --rebase origin develop"),
    (_ahead, "develop: error: has 1 commit that origin's lacks", "git push origin develop"),
    (_tag_exists, "v1.3.0: error: is a tag already", "choose a greater version"),
    (_tag_exists_there, "v1.3.0: error: is a tag already", "choose a greater version"),
    (_greater_tag, "1.3.0: error: is not greater than 1.10.0", "minor is 1.11.0"),
    (_same_rank, "1.3.0: error: is not greater than 1.3.0+build.7", "choose a greater version"),
    (_branch_exists, "release/1.3.0: error: is a branch here already", "canaryform release finish"),
    (_branch_exists_there, "release/1.3.0: error: is a branch at origin already", "canaryform release finish"),
    (_other_release, "release/1.2.9: error: is open", "git switch release/1.2.9 && canaryform release finish"),
    (_wrong_branch, "feature/x: error: is checked out, and a release begins from develop", "git switch develop"),
    (merging, "develop: error: has a merge in progress", "git merge --continue, or git merge --abort"),
    (_reverting, "has a revert in progress", "git revert --continue"),
    (nobody, "git: error: does not know who you are", "git config --global user.name"),
    (locked, "is locked by another git process", "rm .git/index.lock"),
    (_ambiguous, "develop: error: is the name of a branch and of a tag", "git tag --delete develop"),
    (_no_version_file, "service/package.json: error: is not in develop", "version_file: none"),
    (_broken_version_file, "service/package.json: error: cannot be given a version", "mend service/package.json"),
    (_untracked_changelog, "service/CHANGELOG.md: error: is there, and git does not know it", "git add service/"),
]
