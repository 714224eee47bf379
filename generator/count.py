"""A number and a noun -> both in words: 1 file, 2 files."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """The number, and the noun in its plural where there is not exactly one."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
