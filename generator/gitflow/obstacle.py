"""A ``State`` -> what keeps a release command from beginning, each with the command that mends it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from generator.count import counted
from generator.gitflow.state import Branch, State, Tree
from generator.gitflow.step import fault
from generator.problems import Problem

_TREE = "working tree"
_MEND = {
    "merge": "git merge --continue, or git merge --abort",
    "cherry-pick": "git cherry-pick --continue, or git cherry-pick --abort",
    "revert": "git revert --continue, or git revert --abort",
    "rebase": "git rebase --continue, or git rebase --abort",
    "bisect": "git bisect reset",
}
_SHOWN = 5


def repository(state: State) -> Iterator[Problem]:
    """What makes every comparison of histories meaningless, so that nothing else is worth asking."""
    main, remote = state.main.name, state.remote or "origin"
    if state.tree.commit is None:
        mend = f"git commit --allow-empty --message 'First commit' && git push --set-upstream {remote} {main}"
        yield fault(state.tree.head or _TREE, "has no commit yet", "unborn", mend)
    if state.tree.is_shallow:
        mend = f"git fetch --unshallow {remote}"
        yield fault(_TREE, "is a shallow clone, which lacks the history that versions are found in", "shallow", mend)
    if not state.remotes:
        mend = f"git remote add origin git@github.com:{state.settings.repository}.git"
        yield fault(_TREE, "has no remote to release to", "remote", mend)
    elif not state.remote:
        mend = f"git remote rename {state.remotes[0]} origin"
        yield fault(_TREE, f"has the remotes {', '.join(state.remotes)}, and none is called origin", "remote", mend)
    if state.unreachable:
        mend = f"git ls-remote {remote}, until it answers"
        yield fault(remote, f"cannot be asked: {state.unreachable}", "unreachable", mend)
    yield from state.misroutes


def tree(found: Tree, develop: str, *, is_signed: bool) -> Iterator[Problem]:
    """What is in the way in the working tree."""
    if found.lock:
        mend = f"wait for the other git to end; if none runs: rm {shlex.quote(found.lock)}"
        yield fault(_TREE, "is locked by another git process", "locked", mend)
    if found.operation:
        yield fault(found.head or _TREE, f"has a {found.operation} in progress", "in-progress", _MEND[found.operation])
    elif found.head is None:
        yield fault("HEAD", "is detached: no branch is checked out", "detached", f"git switch {develop}")
    if found.changed or found.unmerged:
        yield fault(_TREE, f"has uncommitted changes: {listed(found.changed + found.unmerged)}", "dirty", "git stash")
    yield from author(found, is_signed=is_signed)


def author(found: Tree, *, is_signed: bool) -> Iterator[Problem]:
    """What is missing for making commits."""
    if not found.has_identity:
        mend = "git config --global user.name 'Your Name' && git config --global user.email you@example.com"
        yield fault("git", "does not know who you are", "identity", mend)
    if is_signed and not found.signs:
        mend = "git config commit.gpgSign true && git config tag.gpgSign true"
        yield fault("git", "does not sign commits here, and the spec's git.signed_commits wants it", "unsigned", mend)


def names(state: State) -> Iterator[Problem]:
    """Tags that git would take for our branches."""
    for name in state.ambiguous:
        yield fault(name, "is the name of a branch and of a tag", "ambiguous", f"git tag --delete {name}")


def here(branch: Branch, state: State) -> Iterator[Problem]:
    """A long-lived branch that is not here, or not level with the remote's."""
    if branch.local:
        yield from level(branch, state)
    elif branch.remote:
        mend = f"git fetch {state.remote} {branch.name}:{branch.name}"
        yield fault(branch.name, f"is only at {state.remote}, not here", "no-branch", mend)
    else:
        yield from somewhere(branch, state)


def somewhere(branch: Branch, state: State) -> Iterator[Problem]:
    """A long-lived branch that the remote lacks."""
    remote = state.remote
    if branch.local and not branch.remote:
        mend = f"git push --set-upstream {remote} {branch.name}"
        yield fault(branch.name, f"is not at {remote}", "unpushed", mend)
    elif not branch.tip:
        other = state.main.name if branch is not state.main and state.main.tip else ""
        mend = f"git branch {branch.name} {other}".strip() + f" && git push --set-upstream {remote} {branch.name}"
        yield fault(branch.name, f"is no branch, neither here nor at {remote}", "no-branch", mend)


def level(branch: Branch, state: State) -> Iterator[Problem]:
    """A branch whose tip is not the remote's."""
    remote, name = state.remote, branch.name
    switch = "" if state.tree.head == name else f"git switch {name} && "
    if not branch.remote:
        yield from somewhere(branch, state)
    elif branch.ahead and branch.behind:
        message = f"and {remote}'s have diverged: {branch.ahead} commits are only here, {branch.behind} only there"
        yield fault(name, message, "diverged", f"{switch}git pull --rebase {remote} {name}")
    elif branch.behind:
        mend = f"git pull --ff-only {remote} {name}" if not switch else f"git fetch {remote} {name}:{name}"
        yield fault(name, f"is {commits(branch.behind)} behind {remote}'s", "behind", mend)
    elif branch.ahead:
        mend = f"git push {remote} {name}, or where it takes pull requests only: {switch}git switch --create my-change"
        if state.settings.main == name or state.settings.develop == name:
            mend += f" && git branch --force {name} {remote}/{name}"
        yield fault(name, f"has {commits(branch.ahead)} that {remote}'s lacks", "ahead", mend)


def commits(number: int) -> str:
    """A number of commits in words."""
    return counted(number, "commit")


def listed(files: tuple[str, ...]) -> str:
    """File names, not too many of them."""
    more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
    return ", ".join(files[:_SHOWN]) + more
