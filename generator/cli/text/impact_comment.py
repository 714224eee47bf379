"""What a change does -> a comment in GitHub's Markdown, for those who review the pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.cli.text.complaint import printable
from generator.cli.text.impact import alike, change_lines, closing, subject, summary
from generator.cli.text.property_change import property_lines
from generator.count import counted
from generator.difference.consequence import Consequence
from generator.naming.github import DIFF_MARK

if TYPE_CHECKING:
    from generator.difference.effect import Effect, Impact

_MOST = 60_000
"""Bytes. GitHub takes 65,536 characters of a comment, https://github.com/orgs/community/discussions/27190, and the
workflow hands it on as a variable, of which Linux takes 131,072 bytes: https://man7.org/linux/man-pages/man2/execve.2.html."""
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~!&]|[@#]|(?<=https):|(?<=http):|(?<=www)\.|\bGH-")
_HEAD = ("| Verdict | What | Change | Why | When |", "| --- | --- | --- | --- | --- |")
_FOLD = ("<details><summary>The rest</summary>", "")
_UNFOLD = ("", "</details>", "")


def comment(found: Impact) -> str:
    """One table of what a person has to know, and what nobody notices folded below it; cut row by row to what fits."""
    groups = alike(found.effects)
    loud = [_row(group) for group in groups if group[0].consequence.is_as_bad_as(Consequence.UNKNOWN)]
    quiet = [_row(group) for group in groups if not group[0].consequence.is_as_bad_as(Consequence.UNKNOWN)]
    first = [DIFF_MARK, f"### canaryform diff: {escaped(summary(found))}", ""]
    first += [f"- {escaped(line)}" for line in property_lines(found.written)]
    first += [""] if found.written else []
    last = [f"{escaped(line)}  " for line in closing(found)]
    room = _MOST - _size([*first, *last, *_HEAD, *_FOLD, *_HEAD, *_UNFOLD]) - 1000
    shown, left = _fitting(loud, room)
    folded, _ = _fitting(quiet, left)
    missing = len(loud) + len(quiet) - len(shown) - len(folded)
    lines = [*first, *([*_HEAD, *shown, ""] if shown else ())]
    lines += [*_FOLD, *_HEAD, *folded, *_UNFOLD] if folded else ()
    lines += [f"And {counted(missing, 'more row')}: run `canaryform diff`.", ""] if missing else ()
    return "\n".join([*lines, *last])


def _fitting(rows: Sequence[str], room: int) -> tuple[list[str], int]:
    """The first rows, as many as there is room for, and what is left of it: nothing, once a row found none."""
    shown: list[str] = []
    for row in rows:
        size = _size([row])
        if size > room:
            return shown, 0
        room -= size
        shown.append(row)
    return shown, room


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _row(group: Sequence[Effect]) -> str:
    return f"| {' | '.join(_cells(group))} |"


def _cells(group: Sequence[Effect]) -> Iterator[str]:
    first = group[0]
    yield f"**{first.consequence}**"
    yield escaped(subject(group))
    yield "<br>".join(map(escaped, change_lines(group)))
    yield "<br>".join(
        f"{escaped(each.text)}{f' ([AWS]({each.source}))' if each.source else ''}" for each in first.reasons
    )
    yield escaped(first.when)


def escaped(text: str) -> str:
    """``text`` as itself: it formats nothing, ends no cell and no HTML, and calls nobody.

    A backslash does not keep GitHub from taking ``@name`` for a person and ``#1`` for an issue, which it looks for once
    Markdown is HTML; what other writers of comments do is to put a space without width behind the sign:
    https://github.com/renovatebot/renovate/blob/main/lib/util/markdown.ts
    """
    return _SPECIAL.sub(_harmless, printable(text))


def _harmless(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}&#8203;" if sign[-1] in "@#:.-" else f"\\{sign}"
