"""A resource with deletion protection that goes: AWS refuses to delete it, and the stack lets go of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.difference.store import keeps, policy
from generator.gate.system import Resource
from generator.gate.value import is_true, mappings, text

_PROPERTIES = ("DeletionProtection", "DeletionProtectionEnabled", "EnableDeletionProtection")
_ATTRIBUTE = "deletion_protection.enabled"


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.resources.values():
        if change.before and change.goes and _is_protected(change.before) and not keeps(policy(change)):
            said = "its deletion protection is on: once the update is done it stays, outside of the stack, and costs on"
            yield Reason(change, Consequence.REMOVED, said, "turn the protection off first where it is to go")


def _is_protected(resource: Resource) -> bool:
    properties = resource.properties
    if any(is_true(properties, key) or text(properties, key) == "ACTIVE" for key in _PROPERTIES):
        return True
    return any(
        text(each, "Key") == _ATTRIBUTE and is_true(each, "Value")
        for each in mappings(properties, "LoadBalancerAttributes")
    )


FACT = Fact("deletion-protection", "https://repost.aws/knowledge-center/cloudformation-stack-cleanup-stuck", _find)
