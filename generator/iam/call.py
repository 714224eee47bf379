"""What a principal does: one AWS API call, on what, why, and the page that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Call(NamedTuple):
    """One call that a principal makes in its life.

    ``resource`` is an ARN as IAM sees it, with wildcards just where nobody knows the rest beforehand (an object's key,
    a listener's id), or ``*`` where the action knows no resource. ``context`` is what the request brings along.
    """

    principal: str
    action: str
    resource: str
    why: str
    source: str
    context: Mapping[str, str] = {}
    as_asked: bool = False
    """The spec asks for it in these words, so that it is needed by definition."""


class Principal(NamedTuple):
    """One role: which service takes it on, on whose behalf, and what that service then does."""

    name: str
    service: str
    source_arn: str | None
    """What acts, where AWS documents it."""
    trust_source: str
    calls: tuple[Call, ...]
    says_for_whom: bool = True
    """Whether AWS documents that the service says for which account, and for what, it takes the role on."""


def calls(
    principal: str,
    reasons: Mapping[str, str],
    resources: Sequence[str],
    source: str,
    context: Mapping[str, str] | None = None,
) -> Iterator[Call]:
    """Every action of ``reasons`` (action -> why), on every one of ``resources``."""
    for action, why in reasons.items():
        for resource in resources:
            yield Call(principal, action, resource, why, source, context or {})
