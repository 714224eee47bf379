"""What is called with a role: one action, on what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.gate.condition import ABSENT, OF_AWS

ANYTHING = "*" * 2
"""A resource that the given files do not say."""
FROM_AWS: Mapping[str, str] = {"aws:SourceIp": OF_AWS, "aws:SourceVpc": ABSENT, "aws:SourceVpce": ABSENT}
"""What a service brings along that calls with a role from networks of its own.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
"""


class Call(NamedTuple):
    """``resource`` is an ARN that `generator.gate.arn` made, ``*`` for an action that takes none, or `ANYTHING`."""

    role: object
    action: str
    resource: str
    why: str
    context: Mapping[str, str] = {}
    """What the request brings along for conditions."""
    other_name: str = ""
    """The same action by the service's other name: either will do."""


def each(
    role: object, actions: Iterable[str], resource: str, why: str, context: Mapping[str, str] | None = None
) -> Iterator[Call]:
    """One call for each of ``actions``."""
    for action in actions:
        yield Call(role, action, resource, why, context or {})
