"""A file that people wrote, and what canaryform would write in its place -> theirs, with ours in a marked section.

A file of a kind that cannot be merged is left to people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from textwrap import indent
from typing import Any

import yaml

from generator.naming.github import CODEOWNERS, DEPENDABOT
from generator.sidefiles.github_codeowners import BEGIN, END

_SECTION_INDENT = "  "


def merged(path: str, theirs: str, ours: str) -> str | None:
    """The text of a file that GitHub takes one of; None where only a person could merge it.

    ``ours`` is the whole file that canaryform would write, and empty where it would write none any more.
    """
    merge = _MERGES.get(path)
    return merge(theirs, ours) if merge else None


def without_section(text: str) -> tuple[str, str]:
    """What is before the marked section, and after it; where there is none, all is after it.

    A file that was wholly canaryform's begins as a section does: of several beginnings the last one is the section's.
    """
    lines = text.splitlines(keepends=True)
    bare = [line.strip() for line in lines]
    end = bare.index(END) if END in bare else 0
    begin = max((index for index, line in enumerate(bare[:end]) if line.startswith(BEGIN)), default=None)
    if begin is None:
        return "", text
    return "".join(lines[:begin]), "".join(lines[end + 1 :])


def _codeowners(theirs: str, ours: str) -> str:
    """The section comes first: of the lines that fit a path the last one counts, so that those of people do."""
    before, after = without_section(theirs)
    gap = "\n" if ours and after and not before and not after.startswith("\n") else ""
    return f"{before}{ours}{gap}{after}"


def _dependabot(theirs: str, ours: str) -> str | None:
    """The entries that theirs has none for, at the end of its list; where it has one, it stays as it is.

    https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference
    """
    before, after = without_section(theirs)
    kept = before + after
    known, wanted = _updates(kept), _updates(ours) if ours else []
    if known is None or wanted is None:
        return None
    places = {place for entry in known for place in _places(entry)}
    missing = [entry for entry in wanted if not places.intersection(_places(entry))]
    if not missing:
        return kept
    text = yaml.safe_dump(missing, sort_keys=False, width=1000)
    column = _item_column(kept)
    section = f"{BEGIN} the specs, for each place that nothing above is for.\n{text}{END}\n"
    result = f"{kept.rstrip()}\n{indent(section, ' ' * column)}"
    return result if _parsed(result) == {**_parsed(kept), "updates": [*known, *missing]} else None


def _updates(text: str) -> list[dict[str, Any]] | None:
    """The list; None where the text is no such file."""
    updates = _parsed(text).get("updates")
    is_list = isinstance(updates, list) and all(isinstance(entry, dict) for entry in updates)
    return updates if is_list else None


def _parsed(text: str) -> dict[str, Any]:
    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _places(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What it keeps up to date: the ecosystem and its folders."""
    several = entry.get("directories")
    folders = several if isinstance(several, list) else [entry.get("directory")]
    return [(str(entry.get("package-ecosystem")), f"/{str(folder).strip('/')}") for folder in folders]


def _item_column(text: str) -> int:
    """Where the items of the list stand: an item of another list in it stands further in."""
    items = [line for line in text.splitlines() if line.lstrip().startswith("- ")]
    return min((len(line) - len(line.lstrip()) for line in items), default=len(_SECTION_INDENT))


_MERGES: dict[str, Callable[[str, str], str | None]] = {CODEOWNERS: _codeowners, DEPENDABOT: _dependabot}
