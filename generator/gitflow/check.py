"""A repository -> whether its last release is whole: one line each, with what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.errors import OutsideError
from generator.gitflow import obstacle, version_file
from generator.gitflow.gh import Gh
from generator.gitflow.git import Git
from generator.gitflow.settings import Settings
from generator.gitflow.state import State, Tag
from generator.gitflow.work import is_merged_back


class Verdict(StrEnum):
    """What is known of one thing."""

    OK = "ok"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    verdict: Verdict
    what: str
    mend: str = ""


def check(repository: Git, state: State, gh: Gh) -> tuple[Line, ...]:
    """All lines, in the order in which a release comes about."""
    if state.tree.is_shallow or state.tree.commit is None:
        return tuple(
            Line(Verdict.FAILED, f"{each.location} {each.message}", each.hint) for each in obstacle.repository(state)
        )
    tag = newest(repository, state)
    return (
        *_tree(state),
        *_remote(state),
        *_tags(state),
        *_version(repository, state, tag),
        *_merged(repository, state),
        *_ci(tag, gh),
    )


def newest(repository: Git, state: State) -> Tag | None:
    """The tag nearest to the tip of main; where none is on main, the highest of all."""
    main = state.main.remote or state.main.local
    by_commit = {tag.commit: tag for tag in state.tags}
    span = ["rev-list", "--topo-order", main, "--"] if main else []
    commits = repository.ask(*span).split() if span and by_commit else []
    return next((by_commit[commit] for commit in commits if commit in by_commit), state.last)


def _tree(state: State) -> Iterator[Line]:
    changed = state.tree.changed + state.tree.unmerged
    if changed or state.tree.operation:
        what = (
            f"uncommitted changes: {obstacle.listed(changed)}" if changed else f"a {state.tree.operation} in progress"
        )
        yield Line(Verdict.FAILED, f"the working tree is not clean, {what}", "git stash, or git commit")
    else:
        yield Line(Verdict.OK, "the working tree is clean")


def _remote(state: State) -> Iterator[Line]:
    for problem in obstacle.repository(state):
        what = f"{problem.location} {problem.message}; what follows is what is known here"
        yield Line(Verdict.UNKNOWN, what, problem.hint)


MOST_TAGS = 3
"""In one push: https://docs.github.com/en/webhooks/webhook-events-and-payloads#push."""


def _tags(state: State) -> Iterator[Line]:
    """GitHub tells nobody of a push that brings more tags than that, and so no pipeline starts."""
    unpushed = [tag.name for tag in state.tags if tag.local and not tag.remote]
    if len(unpushed) > MOST_TAGS:
        what = f"{len(unpushed)} tags are here alone: pushed together, they start nothing"
        yield Line(
            Verdict.UNKNOWN, what, f"push those that are to be released one by one: git push origin {unpushed[0]}"
        )


def _version(repository: Git, state: State, tag: Tag | None) -> Iterator[Line]:
    if tag is None:
        what = f"no version is released: no tag {state.settings.tag('1.2.3')} or the like"
        yield Line(Verdict.UNKNOWN, what, state.settings.command("start 1.0.0"))
        return
    older = [
        each.version for each in state.tags if each.name != tag.name and repository.contains(tag.commit, each.commit)
    ]
    if older and tag.version <= older[-1]:
        what = f"{tag.name} comes after {state.settings.tag(str(older[-1]))} and is not greater"
        yield Line(Verdict.FAILED, what, f"release a greater version: {state.settings.command('start patch')}")
    else:
        what = f", greater than {older[-1]}" if older else ", the first"
        yield Line(Verdict.OK, f"{tag.name} is a semantic version{what}")
    yield from _written(repository, state, tag)
    yield from _placed(repository, state, tag)


def _written(repository: Git, state: State, tag: Tag) -> Iterator[Line]:
    settings = state.settings
    if settings.version_file == "none":
        yield Line(Verdict.OK, "the spec names no version file to compare with")
        return
    path = settings.in_context(settings.version_file)
    at_tag = _read(repository, settings, tag.commit)
    if at_tag == str(tag.version):
        yield Line(Verdict.OK, f"{path} says {at_tag} at {tag.name}")
    else:
        what = f"{path} says {at_tag or 'no version'} at {tag.name}, and the build refuses that"
        yield Line(Verdict.FAILED, what, f"{settings.command('start patch')}, and finish that")
    main = state.main.remote or state.main.local
    on_main = _read(repository, settings, main) if main else None
    if on_main and on_main not in {at_tag, str(tag.version)}:
        what = f"{path} says {on_main} on {settings.main}, and there is no tag {settings.tag(on_main)}"
        yield Line(Verdict.FAILED, what, settings.command("finish"))


def _placed(repository: Git, state: State, tag: Tag) -> Iterator[Line]:
    main = state.main.remote or state.main.local
    last = state.last or tag
    if repository.contains(main, last.commit):
        yield Line(Verdict.OK, f"{last.name} is on {state.main.name}")
    else:
        what = f"{last.name} is not on {state.main.name}"
        mend = (
            f"git merge-base {state.main.name} {last.name} shows where they part; release again from {state.main.name}"
        )
        yield Line(Verdict.FAILED, what, mend)
    if state.remote and not state.unreachable:
        if tag.remote:
            yield Line(Verdict.OK, f"{tag.name} is at {state.remote}")
        else:
            what = f"{tag.name} is only here, and so releases nothing"
            yield Line(Verdict.FAILED, what, f"git push {state.remote} refs/tags/{tag.name}")
    if tag.local and tag.remote and tag.local != tag.remote:
        what = f"{tag.name} is another commit here than at {state.remote}"
        yield Line(Verdict.FAILED, what, f"git tag --delete {tag.name} && git fetch {state.remote} tag {tag.name}")


def _merged(repository: Git, state: State) -> Iterator[Line]:
    tip, target = state.main.remote or state.main.local, state.develop.remote or state.develop.local
    names = f"{state.main.name} is merged back into {state.develop.name}"
    if not tip or not target:
        gone = state.develop.name if tip else state.main.name
        yield Line(Verdict.FAILED, f"there is no branch {gone}", f"git branch {gone} && git push {state.remote} {gone}")
    elif is_merged_back(repository, target, tip):
        yield Line(Verdict.OK, names)
    else:
        main, develop = state.main.name, state.develop.name
        mend = f"merge the pull request from {main} into {develop}, or open it: {state.settings.command('finish')}"
        yield Line(Verdict.FAILED, names.replace(" is ", " is not "), mend)


def _ci(tag: Tag | None, gh: Gh) -> Iterator[Line]:
    if tag is None:
        return
    try:
        green = gh.is_green(tag.commit)
    except OutsideError as refusal:
        yield Line(Verdict.UNKNOWN, f"whether the checks of {tag.name} passed: {refusal.why}", refusal.hint)
        return
    if green is None:
        yield Line(
            Verdict.UNKNOWN, f"whether the checks of {tag.name} passed: none has ended yet", "wait, and ask again"
        )
    elif green:
        yield Line(Verdict.OK, f"the checks of {tag.name} passed")
    else:
        mend = f"gh run list --repo {gh.repository} --commit {tag.commit}"
        yield Line(Verdict.FAILED, f"a check of {tag.name} failed", mend)


def _read(repository: Git, settings: Settings, commit: str) -> str | None:
    text = repository.text(commit, settings.in_context(settings.version_file))
    try:
        return version_file.read(settings.version_file, text) if text else None
    except (ValueError, RecursionError):
        return None
