"""A resource type -> the calls that deploying it takes, each with the kind of thing that IAM judges it by.

They are what the type's handlers call (``cfn/handlers.py``), less what they do not call for our templates
(``omission.py``), with what the services ask for on top (``addition.py``), each on its kind of thing (``scope.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.cfn.handlers import handlers
from generator.policies.addition import ADDITIONS, Addition
from generator.policies.omission import LIST_HANDLER, OMISSIONS, Omission
from generator.policies.scope import SCOPES, SCOPES_BY_TYPE

_DELETE_HANDLER = "delete"


class UnknownTypeError(LookupError):
    """A resource type, or a call of its handlers, or a kind of thing, that a table says nothing about."""


@dataclass(frozen=True, eq=False)
class Tables:
    """What is known of resource types: the calls of their handlers, what differs for us, and the kinds of things."""

    handlers: Mapping[str, Mapping[str, str]]
    omissions: Sequence[Omission]
    additions: Sequence[Addition]
    scopes: Mapping[str, str]
    scopes_by_type: Mapping[str, Mapping[str, str]]

    def needed(self, resource_type: str) -> frozenset[str]:
        """The handlers' calls of a type, less the omissions, with the additions."""
        called = {action for action, names in self.handlers.get(resource_type, {}).items() if names != LIST_HANDLER}
        omitted = {action for row in self.omissions if row.resource_type == resource_type for action in row.calls}
        added = {action for row in self.additions if row.resource_type == resource_type for action in row.calls}
        return frozenset(called - omitted | added)

    def kinds(self, resource_type: str, action: str) -> list[str]:
        """The kinds of things that an action on a type is judged by."""
        tables = (self.scopes_by_type.get(resource_type, {}), self.scopes)
        found = ([kind for kind, actions in table.items() if action in actions.split()] for table in tables)
        return next((kinds for kinds in found if kinds), [])


@cache
def tables() -> Tables:
    """Those of this package."""
    return Tables(handlers(), OMISSIONS, ADDITIONS, SCOPES, SCOPES_BY_TYPE)


@cache
def permissions(resource_type: str, known: Tables | None = None) -> tuple[tuple[str, str], ...]:
    """Kind of thing and action, of one type. Raises UnknownTypeError where a table lacks the type or an action."""
    known = known or tables()
    actions = sorted(known.needed(resource_type))
    if not actions:
        raise UnknownTypeError(
            f"nothing says what {resource_type} takes to deploy: put its handlers into generator/cfn/handlers.json "
            f"(make handlers SOURCE=schemas TYPE={resource_type} prints them; where AWS has none, the calls of its API "
            "into generator/policies/addition.py) and the kind of thing of each action into generator/policies/scope.py"
        )
    for action in actions:
        if not known.kinds(resource_type, action):
            raise UnknownTypeError(
                f"generator/policies/scope.py does not say by which kind of thing IAM judges {action}, which the "
                f"handlers of {resource_type} call, nor generator/policies/omission.py why our templates do not need it"
            )
    return tuple((kind, action) for action in actions for kind in known.kinds(resource_type, action))


def only_to_delete(resource_type: str) -> frozenset[str]:
    """The calls of a type that none of its handlers but the one that deletes makes."""
    called = handlers().get(resource_type, {})
    return frozenset(action for action, names in called.items() if names == _DELETE_HANDLER)
