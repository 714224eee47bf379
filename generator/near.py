"""A word that is none of those known -> the one that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str:
    """The known word that is most like it; empty where none is."""
    from difflib import get_close_matches  # Only a mistake pays for it.

    return next(iter(get_close_matches(word, [*words], n=1, cutoff=0.5)), "")


def unknown(kind: str, word: str, words: Iterable[str], where: str = "") -> str:
    """What is said of a ``word`` that names nothing of its ``kind``: what was meant, and what there is ``where``.

    A word that is there several times, such as an environment of several specs, is said once.
    """
    known = [*dict.fromkeys(words)]
    near = nearest(word, known)
    meant = f" Did you mean '{near}'?" if near else ""
    return f"No {kind}{where and f' of {where}'} is called '{word}'.{meant} There are: {', '.join(known)}."
