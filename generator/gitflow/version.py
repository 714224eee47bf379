"""Semantic versions, as https://semver.org/spec/v2.0.0.html has them: from text, and the one that comes next."""

from __future__ import annotations

from semver import Version

WORDS = ("major", "minor", "patch")


def parse(text: str) -> Version | None:
    """The version that ``text`` is; None when it is none."""
    try:
        # The library's digits are those of every script.
        return Version.parse(text) if text.isascii() and text == text.strip() else None
    except ValueError:
        return None


def following(word: str, last: Version | None) -> Version:
    """The ``major``, ``minor`` or ``patch`` version after ``last``; after a pre-release, the release it leads to."""
    return (last or Version(0)).next_version(word)
