"""What an engine says against a release, as a spec describes it."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """Which keys of ``release`` do not go together, in words, and what to write."""

    keys: tuple[str, ...]
    """Dotted, below ``release``; the first is what the message is about."""
    message: str
    hint: str = ""
