"""Specs of one repository -> complaints where they contradict each other, or where one push releases two projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.app.build.product import Neighbour, Start
from generator.glob import overlaps
from generator.naming import MAIN
from generator.problems import Location, Problem
from generator.spec.loader import locate, locate_shared
from generator.spec.rules.triggers import may_match_one

_BRACKETS = frozenset("[{")
_SETTING, _TRIGGER = "repository-settings", "triggers"


def disagreements(specs: Sequence[Neighbour], neighbours: Sequence[Neighbour] = ()) -> dict[str, tuple[Problem, ...]]:
    """By file, what is wrong in those of the ``specs`` that do not get on with the others of their repository.

    A setting that contradicts is told of each spec, a trigger of the later one. Of ``neighbours`` nothing is told.
    """
    alike: dict[str, list[Neighbour]] = {}
    for spec in (*neighbours, *specs):
        alike.setdefault(spec.claims.repository.lower(), []).append(spec)
    found = {}
    for spec in specs:
        others = alike[spec.claims.repository.lower()]
        earlier = others[: others.index(spec)]
        found[spec.file] = (*_contradictions(spec, others), *_clashes(spec, earlier))
    return found


def _contradictions(spec: Neighbour, others: Sequence[Neighbour]) -> Iterator[Problem]:
    for key, value in spec.claims.settings:
        for other in others:
            theirs = dict(other.claims.settings).get(key, value)
            if theirs != value:
                place = locate_shared(other.text, other.file, other.claims.environment, "git", key, bases=other.bases)
                message = (
                    f"git.{key} is {value} here and {theirs} in {_shown(place)}, and both are about "
                    f"{spec.claims.repository}, which has one"
                )
                where = locate_shared(spec.text, spec.file, spec.claims.environment, "git", key, bases=spec.bases)
                yield Problem(where, message, _SETTING, f"write git.{key} in both, with one value")
                break


def _clashes(spec: Neighbour, earlier: Sequence[Neighbour]) -> Iterator[Problem]:
    for start in spec.claims.starts:
        for other in earlier:
            theirs = next((each for each in other.claims.starts if _share_pushes(start, each)), None)
            if theirs:
                yield _told(spec, start, other, theirs)
                break


def _share_pushes(one: Start, other: Start) -> bool:
    """Whether one push may start both."""
    if one.kind != other.kind:
        return False
    if one.kind == "branch":
        # Files that both name in `paths` are a library of both; what one of them is built from is one's alone.
        return overlaps(one.pattern, other.pattern) and _is_nested(one.context, other.context)
    if _BRACKETS & {*one.pattern, *other.pattern}:
        return may_match_one(one.pattern, other.pattern)
    return overlaps(one.pattern, other.pattern)


def _is_nested(one: str, other: str) -> bool:
    """Whether one folder is the other, or in it; the root is empty."""
    return not one or not other or f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _told(spec: Neighbour, start: Start, other: Neighbour, theirs: Start) -> Problem:
    place = locate(other.text, other.file, theirs.environment, theirs.service, *_path(theirs), bases=other.bases)
    whose = f"{other.project} ({_shown(place)})"
    where = locate(spec.text, spec.file, start.environment, start.service, *_path(start), bases=spec.bases)
    if start.kind == "tag":
        message = f"the tags '{start.pattern}' release {whose} too, by '{theirs.pattern}'"
        return Problem(where, message, _TRIGGER, _prefix_hint(spec, start, theirs))
    folders = [each.context or "the repository's root" for each in (start, theirs)]
    what = f"both are built from {folders[0]}" if folders[0] == folders[1] else f"{folders[0]} and {folders[1]} overlap"
    message = f"a push to '{start.pattern}' releases {whose} too, since {what}"
    hint = "give each a context of its own, or a branch; or write one spec with both: `services`"
    return Problem(where, message, _TRIGGER, hint)


def _path(start: Start) -> tuple[str, ...]:
    """Where it is written: the tags of a service beside the main one follow from its prefix."""
    if start.kind == "tag" and start.service != MAIN:
        return ("git", "tag_prefix")
    return ("environments", start.environment, "trigger", start.kind)


def _prefix_hint(spec: Neighbour, start: Start, theirs: Start) -> str:
    """A prefix that begins otherwise than their tags do."""
    name = spec.project if start.service == MAIN else f"{spec.project}-{start.service}"
    words = (f"{name}-v", f"{name}-release-v", f"release-{name}-v", f"x-{name}-v")
    prefix = next((word for word in words if not may_match_one(word, theirs.pattern)), words[0])
    if start.service == MAIN:
        return f'write git: {{tag_prefix: {prefix}}} and trigger: {{tag: "{prefix}*"}}'
    return f"write tag_prefix: {prefix} for the service {start.service}"


def _shown(place: Location) -> str:
    return f"{place.file}, line {place.line}"
