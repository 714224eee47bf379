"""How far a release has come -> the plan of its next stage where main and develop take pull requests only.

Stage one, until the pull request is merged: push the branch, open the pull request. Stage two: tag the commit that it
became, push the tag, open the pull request that brings main back to develop, delete the branch.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.gitflow import obstacle
from generator.gitflow.finish import clean_up, version_faults
from generator.gitflow.state import State
from generator.gitflow.step import Plan, Step, fault, gh, git, refspec, without_detours
from generator.gitflow.work import Work
from generator.problems import Problem


def request(state: State, work: Work) -> Plan:
    """The plan of the stage that the release is in."""
    problems = tuple(_faults(state, work))
    stage = "tag, back to develop" if work.merged_there else f"pull request into {state.main.name}"
    title = f"{work.kind} {work.version} of {state.settings.project}: {stage}"
    if problems:
        return Plan(title, problems=problems)
    if work.merged_there:
        steps = without_detours(_complete(state, work), state.tree.head)
        return Plan(title, steps, notes=tuple(_notes(state, work)), next=_last(state, work))
    return Plan(title, tuple(_propose(state, work)), next=_wait(state, work))


def _faults(state: State, work: Work) -> Iterator[Problem]:
    blind = tuple(obstacle.repository(state))
    yield from blind
    if blind:
        return
    settings, branch = state.settings, work.branch
    yield from obstacle.tree(state.tree, settings.develop, is_signed=settings.signed_commits)
    yield from obstacle.names(state)
    yield from hub_faults(state, work)
    for each in (state.main, state.develop):
        yield from obstacle.somewhere(each, state)
    if work.main_is_ours and state.main.ahead:
        message = f"has {branch.name} merged into it here, and not at {state.remote}"
        command = state.settings.command
        mend = f"{command('continue')} goes on without pull requests; {command('abort')} takes it back"
        yield fault(state.main.name, message, "begun", mend)
    elif state.main.ahead:
        yield from obstacle.level(state.main, state)
    if branch.local and branch.behind:
        yield from obstacle.level(branch, state)
    yield from version_faults(state, work)


def hub_faults(state: State, work: Work) -> Iterator[Problem]:
    """What keeps us from opening pull requests."""
    head, base = work.branch.name, state.main.name
    by_hand = f"or open it by hand: https://github.com/{state.settings.repository}/compare/{base}...{head}"
    if not work.hub.is_there:
        mend = (
            f"https://cli.github.com, then gh auth login; {by_hand}; unprotected branches need none: --no-pull-request"
        )
        yield fault("gh", "is not installed, and opens the pull requests", "no-gh", mend)
    elif not work.hub.is_logged_in:
        yield fault("gh", "is not logged in at github.com", "gh-login", f"gh auth login; {by_hand}")


def _propose(state: State, work: Work) -> Iterator[Step]:
    branch = work.branch
    if branch.local and (branch.ahead or not branch.remote):
        yield git("push", "--set-upstream", state.remote, refspec(f"refs/heads/{branch.name}"))
    if not work.request:
        tag = state.settings.tag(work.version)
        title = f"{work.kind.capitalize()} {tag}"
        yield _create(state, state.main.name, branch.name, title, work.section or title)


def _complete(state: State, work: Work) -> Iterator[Step]:
    name = state.settings.tag(work.version)
    found = state.tag(name)
    if not found or not found.local or work.branch.local:
        yield git("fetch", state.remote)
    if not found:
        assert work.commit
        yield git("tag", "--annotate", "--message", f"{work.kind.capitalize()} {work.version}", name, work.commit)
    if not found or not found.remote:
        yield git("push", state.remote, refspec(f"refs/tags/{name}"))
    if not work.back_there and not work.back_request:
        body = f"{name} is released; develop needs what was done for it. Merge it with a merge commit."
        yield _create(state, state.develop.name, state.main.name, f"Merge {name} back into {state.develop.name}", body)
    if state.main.local and state.main.behind and work.branch.local:
        yield git("switch", state.main.name)
        yield git("merge", "--ff-only", state.main.remote or "")
    yield from clean_up(state, work)


def _create(state: State, base: str, head: str, title: str, body: str) -> Step:
    repository = state.settings.repository
    return gh(
        "pr", "create", "--repo", repository, "--base", base, "--head", head, "--title", title, "--body", body
    )  # fmt: skip


def _wait(state: State, work: Work) -> tuple[str, ...]:
    url = work.request.url if work.request else "the pull request"
    again = state.settings.command("finish", work.kind)
    return (f"have {url} reviewed and merged into {state.main.name}", f"then run again: {again}")


def _last(state: State, work: Work) -> tuple[str, ...]:
    if work.back_there:
        return (state.settings.command("check"),)
    url = work.back_request.url if work.back_request else f"the pull request from {state.main.name}"
    return (f"have {url} merged into {state.develop.name}", state.settings.command("check"))


def _notes(state: State, work: Work) -> Iterator[str]:
    main, develop, remote = state.main.name, state.develop.name, state.remote
    if work.other and not work.other_has_it:
        name = work.other.name
        commands = f"git switch {name} && git fetch {remote} && git merge --no-ff {remote}/{main}"
        yield f"{name} needs the fix too: {commands} && git push {remote} {name}"
    if work.has_moved and not work.back_there:
        back = f"back/{state.settings.tag(work.version)}"
        yield (
            f"{develop} has moved on. Where GitHub says that {main} is out of date with it, do not update {main}, "
            f"which would release {develop}; bring both together on a branch, and open the pull request from that: "
            f"git fetch {remote} && git switch --no-track --create {back} {remote}/{develop} && "
            f"git merge --no-ff {remote}/{main} && git push --set-upstream {remote} {back}"
        )
