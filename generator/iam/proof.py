"""Calls and statements -> what a role may not do and must, and what it may do and need not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.iam.call import Call, Principal
from generator.iam.document import Statement
from generator.iam.evaluation import allowed, covers, fits


def lacking(statements: Sequence[Statement], calls: Sequence[Call]) -> Iterator[Call]:
    """The calls that the statements do not allow: none, if they are sufficient."""
    return (call for call in calls if not allowed(statements, call))


def excess(statements: Sequence[Statement], calls: Sequence[Call]) -> Iterator[str]:
    """What the statements allow and no call needs: nothing, if they are minimal.

    Minimal means that every action of a statement, on every one of its resources, is needed by a call that nothing
    else allows; that no wildcard is wider than the call's own; and that every condition that all the calls would
    pass is there, with no value that none of them brings.
    """
    allowing = [statement for statement in statements if statement.allows]
    pairs = [pair for statement in allowing for pair in _pairs(statement)]
    users = [[call for call in calls if covers(pair, call)] for pair in pairs]
    # By identity: two calls may say the same of different things.
    ways = Counter(id(call) for made in users for call in made)
    for pair, made in zip(pairs, users, strict=True):
        reason = _needless(pair, made, [call for call in made if call.as_asked or ways[id(call)] == 1])
        if reason:
            yield f"{pair.sid}: {pair.actions[0]} on {pair.resources[0]}: {reason}"
    for statement in allowing:
        for reason in _loose_conditions(statement, calls):
            yield f"{statement.sid}: {reason}"


def _pairs(statement: Statement) -> Iterator[Statement]:
    """A statement as one of a single action and resource each."""
    for action in statement.actions:
        for resource in statement.resources:
            yield replace(statement, actions=(action,), resources=(resource,))


def _needless(pair: Statement, users: Sequence[Call], only_here: Sequence[Call]) -> str:
    if not users:
        return "nothing that this principal does needs it"
    if not any(_is_within(pair, call) for call in users):
        return f"only {', '.join(sorted({call.resource for call in users}))} is needed"
    if not only_here:
        return "allowed elsewhere already"
    return ""


def _is_within(pair: Statement, call: Call) -> bool:
    """Whether a call needs all of what a pair's wildcards stand for."""
    action, resource = pair.actions[0], pair.resources[0]
    return fits(call.action.lower(), action.lower()) and fits(call.resource, resource)


def _loose_conditions(statement: Statement, calls: Sequence[Call]) -> Iterator[str]:
    users = [call for call in calls if covers(statement, call)]
    tested = {test.key.lower() for test in statement.conditions}
    common = set.intersection(*({*call.context} for call in users)) if users else set()
    for key in sorted(common):
        if key.lower() not in tested:
            yield f"a condition on {key} is missing"
    for test in statement.conditions:
        brought = {value for call in users for key, value in call.context.items() if key.lower() == test.key.lower()}
        for value in test.values:
            if not any(fits(need, value) for need in brought):
                yield f"no call has {value} as its {test.key}"


def loose_trust(statements: Sequence[Statement], principal: Principal, account: str) -> Iterator[str]:
    """What is wrong with a trust policy: the service must get in for us, and nobody must for somebody else.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """
    ours = {"aws:SourceAccount": account} if principal.says_for_whom else {}
    if principal.source_arn:
        ours["aws:SourceArn"] = principal.source_arn
    if not _trusted(statements, principal.service, ours):
        yield f"{principal.service} cannot take it on"
    for key in ours:
        if _trusted(statements, principal.service, {**ours, key: "somebody:else"}):
            yield f"{principal.service} is not asked for {key}"
    for statement in statements:
        for name in statement.principals:
            if name != principal.service:
                yield f"{name} has no business with it"


def _trusted(statements: Sequence[Statement], service: str, context: dict[str, str]) -> bool:
    call = Call(service, "sts:AssumeRole", "role", "", "", context)
    about = [replace(each, resources=("role",)) for each in statements if service in each.principals]
    return allowed(about, call)
