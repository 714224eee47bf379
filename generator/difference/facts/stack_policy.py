"""A stack policy that denies what an update would do."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from generator.difference.change import Fate, ResourceChange
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.instead import INSTEAD, NEW_ENVIRONMENT
from generator.gate.value import mappings, sequence, text, texts

_ACTIONS = {
    Fate.REMOVED: ("Update:Delete",),
    Fate.REPLACED: ("Update:Replace",),
    Fate.MAYBE_REPLACED: ("Update:Modify",),
    Fate.UPDATED: ("Update:Modify",),
    Fate.UNKNOWN: ("Update:Modify",),
}


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.resources.values():
        # The policy of before is in force while the stack is updated.
        before = found.before.stacks[change.stack.key]
        for action in _ACTIONS.get(change.fate, ()) if _is_felt(change) else ():
            if _denies(before.policy, change.resource.id, change.type, action):
                said = f"the stack policy denies {action}"
                yield Reason(change, Consequence.REFUSED, said, INSTEAD.get(change.type, NEW_ENVIRONMENT))


def _is_felt(change: ResourceChange) -> bool:
    """Whether the resource itself changes, and not only what becomes of it one day."""
    return change.fate is not Fate.UPDATED or any(each.path for each in change.changes)


def _denies(policy: Any, logical_id: str, resource_type: str, action: str) -> bool:
    # What no statement allows is denied, and a Deny wins.
    statements = mappings(policy, "Statement") or ([policy["Statement"]] if _is_single(policy) else [])
    fitting = [each for each in statements if _fits(each, logical_id, resource_type, action)]
    if not statements:
        return False
    return any(text(each, "Effect") == "Deny" for each in fitting) or not fitting


def _is_single(policy: Any) -> bool:
    return isinstance(policy, dict) and isinstance(policy.get("Statement"), dict)


def _fits(statement: Any, logical_id: str, resource_type: str, action: str) -> bool:
    names, others = texts(statement.get("Resource")), texts(statement.get("NotResource"))
    actions, no_actions = texts(statement.get("Action")), texts(statement.get("NotAction"))
    wanted = f"LogicalResourceId/{logical_id}"
    is_named = any(fnmatchcase(wanted, name) for name in names) if names else not any(map(_like(wanted), others))
    is_meant = any(map(_like(action), actions)) if actions else not any(map(_like(action), no_actions))
    types = _types(statement)
    return is_named and is_meant and (not types or any(fnmatchcase(resource_type, each) for each in types))


def _like(value: str) -> Any:
    return lambda pattern: fnmatchcase(value, pattern)


def _types(statement: Any) -> list[str]:
    condition = statement.get("Condition")
    listed = [mapping.get("ResourceType") for mapping in condition.values()] if isinstance(condition, dict) else []
    return [name for each in listed for name in (texts(each) or list(map(str, sequence(each))))]


FACT = Fact(
    "stack-policy",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html",
    _find,
)
