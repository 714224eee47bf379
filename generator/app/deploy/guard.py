"""What a change set would do to what releases own -> the problems because of which it is not carried out.

The stack policy would refuse it too, in the middle of an update and without a word about what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.app.deploy.desired import DesiredStack
from generator.cfn.protection import Protection
from generator.difference.asked import Key, asked_by
from generator.difference.instead import INSTEAD, NEW_ENVIRONMENT
from generator.live.change_set import Change
from generator.naming import logical
from generator.problems import Location, Problem

CODE = "protected-resource"

_BELONGS_TO = {
    "AWS::ECS::Service": logical.LOG_GROUP,
    "AWS::ElasticLoadBalancingV2::ListenerRule": logical.PRODUCTION_RULE,
    "AWS::ElasticLoadBalancingV2::TargetGroup": logical.SERVICE_SECURITY_GROUP,
}
_TAKEN_AWAY_BY: Mapping[str, Key] = {"AWS::ECS::Cluster": ("cluster",)}
"""The key that takes something away that the environment would make otherwise."""
_DONE = {"Remove": "removed", "Import": "imported"}


def problems(stack: DesiredStack, changes: Iterable[Change]) -> Iterator[Problem]:
    """One for each protected resource that would be touched in a way that its protection forbids."""
    # What is removed is not in the template any more: then its type says that releases own it.
    protections = stack.protections
    for change in changes:
        protection = protections.get(change.logical_id, Protection.NONE)
        if _is_forbidden(change, protection):
            what = "replaced" if change.is_replaced else _DONE.get(change.action, "changed")
            which = f" ({', '.join(change.properties)})" if change.properties else ""
            problem = stack.subject.problem(
                change.logical_id,
                f"{change.logical_id} of {stack.name} would be {what}{which}",
                CODE,
                INSTEAD.get(change.type, NEW_ENVIRONMENT),
            )
            yield problem._replace(location=_line(stack, change, problem.location))


def _line(stack: DesiredStack, change: Change, section: Location) -> Location:
    """The line that asks for the change."""
    if taken := _TAKEN_AWAY_BY.get(change.type):
        return stack.locate(taken)
    if change.logical_id not in stack.protections:
        # What is removed has no line any more; what it belonged to has one.
        return stack.subject.origins.get(_BELONGS_TO.get(change.type, ""), section)
    key = asked_by(change.type, change.properties)
    return stack.locate(key) if key else section


def _is_forbidden(change: Change, protection: Protection) -> bool:
    if change.action == "Remove":
        return change.type in INSTEAD
    if change.action == "Add" or protection is Protection.NONE:
        return False
    return protection is Protection.LOCKED or change.is_replaced or change.action == "Dynamic"
