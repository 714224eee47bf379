"""A remote's settings in git's configuration -> what would lead a push or a fetch elsewhere than a release says.

A push with a refspec is not led astray by ``remote.NAME.push``, which is looked at by none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.errors import OutsideError
from generator.gitflow.git import Git
from generator.gitflow.step import fault
from generator.problems import Problem

_HEADS, _TAGS = "refs/heads/", "refs/tags/"
_ONLY = "only"
"""https://git-scm.com/docs/git-config#Documentation/git-config.txt-pushrecurseSubmodules"""


def misroutes(
    git: Git, remote: str, there: Mapping[str, str], listed: Callable[[str], Mapping[str, str]]
) -> Iterator[Problem]:
    """Each with the command that mends it.

    ``there`` are the refs that were seen at the remote; ``listed`` asks another repository for its own.
    """
    settings = [_entry(entry) for entry in git.ask("config", "--list", "-z").split("\0") if entry]
    for name, value in settings:
        if name == f"remote.{remote}.fetch" and _is_over_branches(value):
            message = f"is '{value}', with which git writes over branches here, and deletes those that it deletes there"
            mend = f"git config --replace-all {name} '+refs/heads/*:refs/remotes/{remote}/*'"
            yield fault(name, message, "fetch-setting", mend)
    if dict(settings).get("push.recursesubmodules", "").lower() == _ONLY:
        message = f"is {_ONLY}: git would push submodules, and nothing of the release"
        yield fault("push.recurseSubmodules", message, "push-setting", "git config push.recurseSubmodules check")
    if git.find("config", "--type=bool", f"remote.{remote}.mirror") == "true":
        message = "is on: git pushes all that there is here, and deletes all else there"
        mend = f"git config --unset remote.{remote}.mirror"
        yield fault(f"remote.{remote}.mirror", message, "push-setting", mend)
    yield from _elsewhere(git, remote, there, listed)


def _elsewhere(
    git: Git, remote: str, there: Mapping[str, str], listed: Callable[[str], Mapping[str, str]]
) -> Iterator[Problem]:
    """Pushes to another repository than the one that was looked at. No address is shown: it may hold a token."""
    seen = (git.find("remote", "get-url", remote) or "").split("\n")
    mend = f"let all of `git remote get-url --push --all {remote}` be the repository of `git remote get-url {remote}`"
    for number, url in enumerate((git.find("remote", "get-url", "--push", "--all", remote) or "").split("\n")):
        if not url or url in seen:
            continue
        what = f"push address {number + 1} of {remote}"
        try:
            other = listed(url)
        except OutsideError as refusal:
            yield fault(what, f"cannot be asked: {refusal.why}", "push-address", mend)
            continue
        differing = sorted(name for name in {*there, *other} if there.get(name) != other.get(name))
        if differing:
            name = differing[0].removeprefix(_HEADS).removeprefix(_TAGS)
            yield fault(what, f"is another repository: its {name} is not that of {remote}", "push-address", mend)


def _entry(entry: str) -> tuple[str, str]:
    name, _, value = entry.partition("\n")
    return name, value


def _is_over_branches(refspec: str) -> bool:
    """Whether a fetch of branches, or what git notes down after a push of one, may land in our own branches or tags.

    A destination that does not begin with ``refs/`` is a branch: https://git-scm.com/docs/git-fetch#_configured_remote_tracking_branches
    """
    source, _, target = refspec.removeprefix("+").partition(":")
    if not target or refspec.startswith("^") or source.startswith(_TAGS):
        return False
    return not target.startswith("refs/") or target.startswith((_HEADS, _TAGS, "refs/*"))
