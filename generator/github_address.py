"""The address of a repository on GitHub -> ``owner/name``, however git, a browser or a person writes it."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"(?:https?://|ssh://|git://)?(?:[^@/]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+([^/]+/[^/]+?)(?:\.git)?/?"
)


def repository(address: str) -> str | None:
    """``acme/shop`` of ``git@github.com:acme/shop.git``; None for what is no such address."""
    match = _ADDRESS.fullmatch(address.strip())
    return match[1] if match else None
