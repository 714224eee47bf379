"""A file of defaults that specs extend, as it was read."""

from __future__ import annotations

from typing import NamedTuple

KEY = "extends"
"""The key that names it."""
CODE = "extends"


class Base(NamedTuple):
    """A file that a spec extends, or that the one before it does."""

    file: str
    """As it is named in complaints."""
    path: str
    """From the repository's root, for a spec that lies in ``specs/``."""
    text: str
