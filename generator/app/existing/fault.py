"""What is wrong with a thing that exists already, for an environment that is to use it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Why nothing of ours can run with a thing as it is."""

    key: tuple[str, ...]
    """The key of the spec that names it."""
    what: str
    evidence: str
    """What AWS answered."""
    mend: str
    """The command that mends it, or what its owner has to do."""
    source: str
    """The page that says so."""
