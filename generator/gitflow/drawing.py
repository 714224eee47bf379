"""A ``Survey`` -> a small drawing of it in text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.gitflow.survey import Stand, Survey

_ASCII = str.maketrans({"●": "*", "─": "-", "└": "`", "├": "+", "│": "|"})
_SHORT = 8


def drawing(found: Survey, *, has_box_characters: bool) -> str:
    """Main with its hotfixes, develop with its releases, the last versions and the environments."""
    lines = list(_lines(found))
    return "\n".join(line.rstrip() if has_box_characters else line.rstrip().translate(_ASCII) for line in lines)


def _lines(found: Survey) -> Iterator[str]:
    stands = [found.main, *found.hotfixes, found.develop, *found.releases]
    width = max(len("environments"), *(len(stand.name) + 4 for stand in stands))
    yield found.project
    yield ""
    yield from _lane(found.main, found.hotfixes, width)
    yield "│"
    yield from _lane(found.develop, found.releases, width)
    yield ""
    yield f"{'versions':<{width}}  {', '.join(found.versions) or 'none yet'}"
    for index, place in enumerate(found.environments):
        running = place.version or (f"unknown, {place.unknown}" if place.unknown else "nothing yet")
        yield f"{'' if index else 'environments':<{width}}  {place.name} ({place.trigger}): {running}"
    if found.unknown:
        yield f"{'note':<{width}}  {found.unknown}; what is at the remote is from the last fetch"


def _lane(trunk: Stand, sides: Sequence[Stand], width: int) -> Iterator[str]:
    yield f"● {trunk.name:<{width - 2}}  {_words(trunk)}"
    for index, side in enumerate(sides):
        corner = "└" if index == len(sides) - 1 else "├"
        yield f"{corner}─● {side.name:<{width - 4}}  {_words(side)}"


def _words(stand: Stand) -> str:
    if not stand.commit:
        return "is no branch"
    parts = [stand.commit[:_SHORT], *stand.versions]
    if stand.base:
        parts.append(f"{stand.ahead} ahead of {stand.base}, {stand.behind} behind")
    if not stand.is_here:
        parts.append("not here")
    if not stand.is_there:
        parts.append("not pushed")
    parts += [f"{stand.unpushed} to push"] * bool(stand.unpushed) + [f"{stand.unpulled} to pull"] * bool(stand.unpulled)
    return "  ".join(parts) + f"  {stand.subject}"
