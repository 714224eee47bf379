"""The stacks -> those that are stuck, and the way out of each state."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.deploy.stack import LEFT_BEHIND
from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok, unknown
from generator.live.stack import LiveStack, find_stack, stack_resources

_ROLLED_BACK = frozenset({"UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"})
_ROLLBACK = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html"
_DELETE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-delete-stack-fails"


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    there = [stack for each in context.stacks if (stack := context.ask(find_stack, each.name))]
    missing = [stack.name for stack in context.stacks if stack.name not in {each.name for each in there}]
    settled = [stack for stack in there if stack.is_settled]
    for stack in there:
        if not stack.is_settled:
            yield _stuck(context, stack)
    if settled:
        yield ok(f"{len(settled)} stack{'s are' if len(settled) > 1 else ' is'} complete{_taken_back(settled)}")
    if missing:
        yield not_yet(f"{', '.join(missing)} {'are' if len(missing) > 1 else 'is'} not deployed", context.deploy)


def _taken_back(stacks: list[LiveStack]) -> str:
    names = [stack.name for stack in stacks if stack.status in _ROLLED_BACK]
    return f"; the last update of {', '.join(names)} was taken back" if names else ""


def _stuck(context: DiagnosisContext, stack: LiveStack) -> Finding:
    what, evidence = f"{stack.name} is {stack.status}", _evidence(context, stack)
    if stack.is_busy:
        return unknown(f"{what}: ask again when that has ended", evidence)
    if stack.status == "REVIEW_IN_PROGRESS":
        what += ": a change set was made for it and never carried out"
        return failed(what, evidence, context.aws("cloudformation delete-stack", f"--stack-name {stack.name}"))
    if stack.status == "DELETE_FAILED":
        mend = context.aws("cloudformation delete-stack", f"--stack-name {stack.name}")
        return failed(f"{what}: empty what cannot be deleted, then delete again", evidence, mend, _DELETE)
    if stack.status in LEFT_BEHIND:
        what += ": it can only be deleted and made anew, which a deploy does"
        return failed(what, evidence, context.deploy)
    if stack.status == "UPDATE_ROLLBACK_FAILED":
        mend = context.aws("cloudformation continue-update-rollback", f"--stack-name {stack.name}")
        return failed(f"{what}: remove what is in the way, then go on with the rollback", evidence, mend, _ROLLBACK)
    return failed(what, evidence, context.deploy)


def _evidence(context: DiagnosisContext, stack: LiveStack) -> str:
    """The stack's own words, and those of the resources that failed."""
    found = context.ask(stack_resources, stack.name) if stack.status.endswith("_FAILED") else ()
    words = [f"{each.logical_id}: {each.reason}" for each in found if each.status.endswith("_FAILED") and each.reason]
    return "; ".join(filter(None, [f"{stack.status}: {stack.reason}" if stack.reason else stack.status, *words]))


CHECK = Check(
    "stack-state",
    "the state of the stacks",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html",
    _examine,
)
