"""A call and the statements that its role has -> why none of them lets it, or which denies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.gate.arn import contains, may_be
from generator.gate.calls.call import ANYTHING, Call
from generator.gate.condition import ABSENT, failing, holds
from generator.gate.policy import ROLE, Statement, covers, denied, held, resource_policies
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, strings

_NEVER = {"aws:multifactorauthpresent": ABSENT}
"""What a service that acts with a role does not have.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
"""


def acting(system: System, call: Call) -> tuple[Resource | None, Sequence[Statement]]:
    """The role that makes a call, with its statements; no role where the given files do not say all of them."""
    role = system.find(ROLE, call.role)
    statements = held(system, role) if role else None
    if role is None or statements is None or _is_let_elsewhere(system, role, call):
        return None, ()
    return role, statements


def _is_let_elsewhere(system: System, role: Resource, call: Call) -> bool:
    """Whether a policy of the bucket, the key or the topic names the role, and needs none of the role's own."""
    service = call.action.partition(":")[0]
    return any(action.startswith((f"{service}:", "*")) for action in _let_elsewhere(system, role))


def _let_elsewhere(system: System, role: Resource) -> frozenset[str]:
    """The actions that such policies allow it."""
    question = ("let elsewhere", role.token)
    if question not in system.answers:
        names = (role.token[:-1], *filter(None, [role.name]))
        system.answers[question] = frozenset(
            action
            for statement in resource_policies(system)
            if statement.allows and any(own in name for name in strings(_principal(statement)) for own in names)
            for action in statement.actions
        )
    found: frozenset[str] = system.answers[question]
    return found


def _principal(statement: Statement) -> object:
    return statement.data.get("Principal")


def for_action(statements: Sequence[Statement], call: Call) -> list[Statement]:
    """Those that allow the action, on whatever."""
    names = [call.action, call.other_name] if call.other_name else [call.action]
    return [
        item for item in statements if item.allows and any(covers(one, name) for one in item.actions for name in names)
    ]


def for_resource(system: System, statements: Sequence[Statement], call: Call) -> list[Statement]:
    """Those of them that may be about what is called on."""
    if call.resource == ANYTHING:
        return [*statements]
    return [
        item
        for item in statements
        if is_unknown(item.data, "Resource") or any(may_be(system, one, call.resource) for one in item.resources)
    ]


def unmet(system: System, statement: Statement, call: Call) -> str:
    """The condition key by which a statement certainly does not let the call; nothing where it may."""
    return failing(system, statement.data.get("Condition"), context(system, call))


def denies(system: System, statement: Statement, call: Call) -> bool:
    """Whether a statement certainly denies the call: its action, all that it is on, and under every condition."""
    if statement.allows or not denied(statement, call.action):
        return False
    is_all = any(contains(system, one, call.resource) for one in statement.resources)
    return is_all and holds(system, statement.data.get("Condition"), context(system, call)) is True


def context(system: System, call: Call) -> Mapping[str, str]:
    """What is known of a request: services use TLS, in the region of their own."""
    region = {"aws:requestedregion": system.region} if system.region and not call.action.startswith("iam:") else {}
    own = {key.lower(): value for key, value in call.context.items()}
    return {"aws:securetransport": "true", **_NEVER, **region, **own}
