"""A finish that stopped half-way, at a conflict or anywhere -> the plan that goes on, or that takes it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.gitflow import obstacle
from generator.gitflow.finish import finish
from generator.gitflow.state import Branch, State
from generator.gitflow.step import Plan, Step, fault, git
from generator.gitflow.work import Work


def stopped(state: State, works: Sequence[Work]) -> Work | None:
    """The work whose finish was begun here and is not done."""
    tree = state.tree
    for work in works:
        into_main = tree.head == state.main.name and tree.merge_head == work.branch.tip
        from_main = tree.head != state.main.name and tree.merge_head == state.main.local and work.merged_here
        if tree.operation == "merge" and (into_main or from_main):
            return work
    begun = [work for work in works if work.merged_here and _is_begun(state, work)]
    return begun[0] if begun and not tree.operation else None


def proceed(state: State, works: Sequence[Work]) -> Plan:
    """Commit the merge that the person has resolved, and finish."""
    tree, work = state.tree, stopped(state, works)
    if work is None:
        return _nothing(state, "to continue")
    if tree.operation != "merge":
        return finish(state, work)
    if tree.unmerged:
        mend = f"edit each, then git add each; or {state.settings.command('abort')}"
        message = f"still has conflicts: {obstacle.listed(tree.unmerged)}"
        return Plan("", problems=(fault(tree.head or "", message, "conflict", mend),))
    head = tree.head or ""
    plan = finish(_state_after(state, head), _work_after(state, work, head), is_merging=True)
    return replace(plan, steps=(git("commit", "--no-edit"), *plan.steps) if not plan.problems else ())


def abort(state: State, works: Sequence[Work]) -> Plan:
    """Put main and develop back to where the remote has them, as long as nothing has been pushed."""
    tree, work = state.tree, stopped(state, works)
    if work is None:
        return _nothing(state, "to abort")
    problems = []
    tag = state.tag(state.settings.tag(work.version))
    is_out = work.merged_there or bool(tag and tag.remote)
    if is_out and tree.operation != "merge":
        message = f"is at {state.remote} already, and what is pushed is not taken back"
        mend = f"{state.settings.command('continue')}; a mistake is mended by the next version"
        problems.append(fault(state.settings.tag(work.version), message, "pushed", mend))
    elif tree.changed and tree.operation != "merge":
        problems.append(fault("working tree", "has uncommitted changes", "dirty", "git stash"))
    title = f"take back the finish of {work.kind} {work.version}"
    if problems:
        return Plan(title, problems=tuple(problems))
    again = state.settings.command("finish --no-pull-request", work.kind)
    return Plan(title, tuple(_undo(state, work, is_out=is_out)), next=(f"when you are ready: {again}",))


def _undo(state: State, work: Work, *, is_out: bool) -> Iterator[Step]:
    if state.tree.operation == "merge":
        yield git("merge", "--abort")
    if work.branch.local and state.tree.head != work.branch.name:
        yield git("switch", work.branch.name)
    if is_out:
        return
    for branch, is_ours in ((state.develop, work.develop_is_ours), (state.main, work.main_is_ours)):
        if is_ours and branch.local and branch.remote:
            # git itself refuses when the branch is no longer where we saw it.
            yield git("update-ref", f"refs/heads/{branch.name}", branch.remote, branch.local)
    tag = state.tag(state.settings.tag(work.version))
    if tag and tag.local and not tag.remote:
        yield git("tag", "--delete", tag.name)


def _is_begun(state: State, work: Work) -> bool:
    """Whether it is merged here and not there, or all is there and the branch is left over."""
    return bool(work.main_is_ours or work.develop_is_ours or work.back_there)


def _state_after(state: State, head: str) -> State:
    """The state in which committing the merge on ``head`` leaves the repository."""

    def moved(branch: Branch) -> Branch:
        return replace(branch, ahead=branch.ahead + 1) if branch.name == head else branch

    tree = replace(state.tree, operation="", changed=(), merge_head=None)
    return replace(state, tree=tree, main=moved(state.main), develop=moved(state.develop))


def _work_after(state: State, work: Work, head: str) -> Work:
    if head == state.main.name:
        return replace(work, merged_here=True, main_is_ours=True, commit=None)
    if head == state.develop.name:
        return replace(work, back_here=True, develop_is_ours=True)
    other = work.other and replace(work.other, ahead=work.other.ahead + 1)
    return replace(work, other=other, other_has_it=True)


def _nothing(state: State, what: str) -> Plan:
    message = f"has nothing {what}: no finish was begun here and stopped"
    if state.tree.operation:
        message = f"has a {state.tree.operation} in progress that is none of ours"
        problems = tuple(obstacle.tree(state.tree, state.develop.name, is_signed=False))
        return Plan("", problems=problems)
    return Plan("", problems=(fault(state.settings.project, message, "nothing", state.settings.command("finish")),))
