"""A changelog's text -> the same with a version's section, and a version's section by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

NAME = "CHANGELOG.md"
PLACEHOLDER = "Say here what changed."
_HEADING = re.compile(r"^## +(?P<title>\S.*?)[ \t]*$", re.MULTILINE)


def draft(text: str, version: str, date: str, entries: Sequence[str]) -> str:
    """Add the section of ``version``, below what is unreleased and above all older ones.

    What somebody wrote under "Unreleased" is the section's text; else it is ``entries``, one a line. A section that
    is there already stays as it is.
    """
    line_break = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    if section(plain, version) is not None:
        return text
    headings = list(_HEADING.finditer(plain))
    unreleased = next((each for each in headings if _title(each) == "unreleased"), None)
    older = next((each.start() for each in headings if each is not unreleased), len(plain))
    if unreleased and unreleased.start() < older:
        before, written = plain[: unreleased.end()], plain[unreleased.end() : older].strip()
    else:
        before, written = plain[:older] or "# Changelog\n", ""
    body = written or "\n".join(f"- {entry}" for entry in entries or [PLACEHOLDER])
    after = plain[older:]
    new = f"{before.rstrip()}\n\n## {version} - {date}\n\n{body}\n" + (f"\n{after}" if after else "")
    return new.replace("\n", line_break)


def section(text: str, version: str) -> str | None:
    """What the changelog says of a version, without its heading; None when it says nothing."""
    plain = text.replace("\r\n", "\n")
    headings = list(_HEADING.finditer(plain))
    for index, heading in enumerate(headings):
        if _title(heading) == version.lower():
            end = headings[index + 1].start() if index + 1 < len(headings) else len(plain)
            return plain[heading.end() : end].strip()
    return None


def _title(heading: re.Match[str]) -> str:
    """``1.3.0`` of ``## [v1.3.0] - 2026-01-31``."""
    word = heading["title"].split()[0].strip("[]").lower()
    return word[1:] if re.match(r"v\d", word) else word
