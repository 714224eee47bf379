"""What a change does -> a comment in GitHub's Markdown, for those who review the pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.cli.text.complaint import printable
from generator.cli.text.impact import alike, change_lines, closing, subject, summary
from generator.cli.text.property_change import property_lines
from generator.difference.consequence import Consequence

if TYPE_CHECKING:
    from generator.difference.effect import Effect, Impact

MARK = "<!-- canaryform diff -->"
"""Tells the comment from others, so that it is updated and not repeated."""
_MOST = 60_000
"""Characters: GitHub takes 65,536 of a comment, https://github.com/orgs/community/discussions/27190."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#@~!&])")


def comment(found: Impact) -> str:
    """One table of what a person has to know, and what nobody notices folded below it."""
    groups = alike(found.effects)
    loud = [group for group in groups if group[0].consequence.is_as_bad_as(Consequence.UNKNOWN)]
    quiet = [group for group in groups if not group[0].consequence.is_as_bad_as(Consequence.UNKNOWN)]
    lines = [MARK, f"### canaryform diff: {_escaped(summary(found))}", ""]
    lines += [f"- {_escaped(line)}" for line in property_lines(found.written)]
    lines += [""] if found.written else []
    if loud:
        lines += [*_table(loud), ""]
    if quiet:
        lines += ["<details><summary>The rest</summary>", "", *_table(quiet), "", "</details>", ""]
    lines += [f"{_escaped(line)}  " for line in closing(found)]
    text = "\n".join(lines)
    return text if len(text) <= _MOST else f"{text[:_MOST]}\n\n... and more: run `canaryform diff`"


def _table(groups: Sequence[Sequence[Effect]]) -> Iterator[str]:
    yield "| Verdict | What | Change | Why | When |"
    yield "| --- | --- | --- | --- | --- |"
    for group in groups:
        first = group[0]
        why = (f"{_escaped(each.text)}{f' ([AWS]({each.source}))' if each.source else ''}" for each in first.reasons)
        cells = [
            f"**{first.consequence}**",
            _escaped(subject(group)),
            "<br>".join(map(_escaped, change_lines(group))),
            "<br>".join(why),
            _escaped(first.when),
        ]
        yield f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(text))
