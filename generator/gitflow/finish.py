"""How far a release has come -> the plan that finishes it by merging and pushing here, without pull requests."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gitflow import obstacle, version
from generator.gitflow.state import State
from generator.gitflow.step import Plan, Step, fault, git, refspec, without_detours
from generator.gitflow.work import Work
from generator.problems import Problem

_PUSH_HINT = (
    "somebody pushed meanwhile, or the branch takes pull requests only; nothing was pushed, since the push is one. "
    "Run: {abort}, bring the branches up to date, and finish again"
)
DELETION_HINT = (
    "somebody pushed to the branch after it was looked at, so it was left as it is. What it has and main has not is in "
    "no release: bring it to develop, and delete the branch then"
)
LOCAL_DELETION_HINT = (
    "the branch has moved here since it was looked at, so it was left as it is. What it has and main has not is in no "
    "release: bring it to develop, and delete the branch then"
)


def finish(state: State, work: Work, *, is_merging: bool = False) -> Plan:
    """The plan; with ``is_merging`` it goes on after a merge that the person has resolved."""
    problems = tuple(_faults(state, work, is_merging=is_merging))
    title = f"{work.kind} {work.version} of {state.settings.project}: merge, tag, merge back, push"
    if problems:
        return Plan(title, problems=problems)
    stages = [*_merge(state, work), *_push(state, work), *_other(state, work), *clean_up(state, work)]
    steps = without_detours(stages, state.tree.head)
    notes = [_by_hand(state, work)] if _is_by_hand(work) else []
    done = f"{state.settings.tag(work.version)} is out: it triggers the environments that release by tag"
    return Plan(title, steps, notes=tuple(notes), next=(done, state.settings.command("check")))


def version_faults(state: State, work: Work) -> Iterator[Problem]:
    """What is wrong with the version or its tag."""
    settings, name = state.settings, state.settings.tag(work.version)
    if not work.tag_fits:
        mend = f"release another version; if the tag is only here: git tag --delete {name}"
        yield fault(name, f"is a tag already, and not of what {work.branch.name} brought", "tag-exists", mend)
    if settings.version_file != "none" and work.written != work.version:
        path = settings.in_context(settings.version_file)
        message = f"says {work.written or 'nothing'} and not {work.version}, which the build would refuse"
        yield fault(path, message, "version-file", f"write {work.version} into it on {work.branch.name}, and commit")
    number = version.parse(work.version)
    others = [tag for tag in state.tags if tag.name != name]
    if number and others and number <= others[-1].version and not state.tag(name):
        message = f"is not greater than {others[-1].version}, which was released before"
        yield fault(
            work.version, message, "version-order", f"git branch --move {work.branch.name} to a greater version"
        )


def clean_up(state: State, work: Work) -> Iterator[Step]:
    """The branch has done its work. Nothing on it is lost: main has all of it, which was looked at before."""
    if work.branch.remote:
        # Only as it was seen: https://git-scm.com/docs/git-push#Documentation/git-push.txt---force-with-lease
        ref = f"refs/heads/{work.branch.name}"
        lease = f"--force-with-lease={ref}:{work.branch.remote}"
        yield git("push", lease, state.remote, f":{ref}", hint=DELETION_HINT)
    if work.branch.local:
        yield git("switch", state.develop.name)
        # Only as it was seen, too: https://git-scm.com/docs/git-update-ref
        yield git("update-ref", "-d", f"refs/heads/{work.branch.name}", work.branch.local, hint=LOCAL_DELETION_HINT)


def _faults(state: State, work: Work, *, is_merging: bool) -> Iterator[Problem]:
    blind = tuple(obstacle.repository(state))
    yield from blind
    if blind:
        return
    settings, name = state.settings, work.branch.name
    if is_merging:
        yield from obstacle.author(state.tree, is_signed=settings.signed_commits)
    else:
        yield from obstacle.tree(state.tree, settings.develop, is_signed=settings.signed_commits)
    yield from obstacle.names(state)
    if settings.linear_history:
        mend = f"{settings.command('finish')}, with pull requests that are squashed or rebased"
        yield fault(settings.main, "takes no merge commits: git.linear_history is on in the spec", "linear", mend)
    for branch, is_ours in ((state.main, work.main_is_ours), (state.develop, work.develop_is_ours)):
        if not is_ours:
            yield from obstacle.here(branch, state)
        elif branch.behind:
            message = f"moved on at {state.remote} since this {work.kind} was merged into it here"
            mend = (
                f"{settings.command('abort')} && git fetch {state.remote} {branch.name}:{branch.name}, and finish again"
            )
            yield fault(branch.name, message, "moved", mend)
    if not work.merged_here and not work.branch.local:
        yield fault(
            name, f"is only at {state.remote}, not here", "no-branch", f"git fetch {state.remote} {name}:{name}"
        )
    if work.branch.behind:
        yield from obstacle.level(work.branch, state)
    yield from version_faults(state, work)


def _merge(state: State, work: Work) -> Iterator[Step]:
    settings, name = state.settings, work.branch.name
    tag = settings.tag(work.version)
    if not work.merged_here:
        yield git("switch", settings.main)
        yield git("merge", "--no-ff", "--message", f"Merge {name} into {settings.main}", name)
    if not state.tag(tag):
        at = work.commit if work.merged_here and work.commit else settings.main
        yield git("tag", "--annotate", "--message", f"{work.kind.capitalize()} {work.version}", tag, at)
    if not work.back_here:
        yield git("switch", settings.develop)
        message = f"Merge {tag} back into {settings.develop}"
        yield git("merge", "--no-ff", "--message", message, settings.main)


def _push(state: State, work: Work) -> Iterator[Step]:
    found = state.tag(state.settings.tag(work.version))
    refs = []
    if not work.merged_here or state.main.ahead:
        refs.append(refspec(f"refs/heads/{state.main.name}"))
    if not work.back_here or state.develop.ahead:
        refs.append(refspec(f"refs/heads/{state.develop.name}"))
    if not found or not found.remote:
        refs.append(refspec(f"refs/tags/{state.settings.tag(work.version)}"))
    if refs:
        yield git(
            "push", "--atomic", state.remote, *refs, hint=_PUSH_HINT.format(abort=state.settings.command("abort"))
        )


def _other(state: State, work: Work) -> Iterator[Step]:
    """As Gitflow says: a release that is open gets the hotfix too."""
    other = work.other
    if not other or not other.local or _is_by_hand(work):
        return
    if not work.other_has_it:
        yield git("switch", other.name)
        message = f"Merge {state.settings.tag(work.version)} into {other.name}"
        yield git("merge", "--no-ff", "--message", message, state.settings.main)
    if other.remote and (other.ahead or not work.other_has_it):
        yield git("push", state.remote, refspec(f"refs/heads/{other.name}"))


def _is_by_hand(work: Work) -> bool:
    other = work.other
    return bool(other and not work.other_has_it and (not other.local or other.behind))


def _by_hand(state: State, work: Work) -> str:
    name = work.other.name if work.other else ""
    remote, main = state.remote, state.main.name
    commands = f"git switch {name} && git pull --ff-only {remote} {name} && git merge --no-ff {main}"
    return f"{name} needs the fix too: {commands} && git push {remote} {name}"
