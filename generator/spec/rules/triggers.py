"""All triggers -> a complaint when one push would release to two environments, or one tag two services."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.glob import overlaps
from generator.naming import MAIN
from generator.spec.rules.protocol import Finding, Reading, SpecRule

_WILDCARD = re.compile(r"[*?\[{]")


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    """Of those that have a pipeline: a push to git or to ECR starts nothing else."""
    readings = [reading for reading in readings if reading.service.release.pipeline]
    promoted = {reading.name: reading.project.environment.promote for reading in readings}
    told: set[frozenset[str]] = set()
    for number, second in enumerate(readings):
        for first in readings[:number]:
            pair = frozenset([first.service.name, second.service.name])
            if _pushed_to(first) != _pushed_to(second) or pair in told:
                continue
            if len(pair) == 1:
                found = _environment(first, second, promoted)
            elif found := _service(first, second):
                told.add(pair)
            if found:
                yield found
                break


def _pushed_to(reading: Reading) -> str:
    """The repository whose pushes start its pipeline: of ECR, or at GitHub."""
    image = reading.service.image_address
    return image.text if image else reading.project.repository


def _environment(first: Reading, second: Reading, promoted: Mapping[str, str | None]) -> Finding | None:
    """One push, two environments; but for a tag of which the one releases what the other builds, or has of a third."""
    if first.name in _sources(second.name, promoted) or second.name in _sources(first.name, promoted):
        return None
    one, other = first.service.trigger, second.service.trigger
    # The tags of one environment often are some of another's, with an approval before those.
    is_one = one.tag == other.tag if one.branch is None or other.branch is None else overlaps(one.branch, other.branch)
    if not is_one:
        return None
    kind, pattern = ("branch", other.branch) if other.branch else ("tag", other.tag)
    where = second.at("environments", second.name, "trigger", kind)
    message = f"the {kind} '{pattern}' triggers releases to {first.name} already"
    return Finding(where, message, f"give each environment a {kind} of its own")


def _sources(name: str, promoted: Mapping[str, str | None]) -> set[str]:
    """The environments that an image comes through until it is here."""
    found: set[str] = set()
    source = promoted.get(name)
    while source and source not in found:
        found.add(source)
        source = promoted.get(source)
    return found


def _service(first: Reading, second: Reading) -> Finding | None:
    """One tag, two services: which of them it is the version of, nobody could say."""
    one, other = first.service.trigger.tag, second.service.trigger.tag
    if one is None or other is None or not may_match_one(one, other):
        return None
    blamed, rest = (first, second) if second.service.name == MAIN else (second, first)
    service = blamed.service
    message = f"the tags '{service.trigger.tag}' release {rest.service.name} too, by '{rest.service.trigger.tag}'"
    hint = f"write tag_prefix: {_other_prefix(service.name, rest.service.tag_prefix)}"
    return Finding(service.origin, message, hint)


def may_match_one(one: str, other: str) -> bool:
    """Whether one glob begins as the other does, up to what may be anything."""
    starts = [_WILDCARD.split(glob, maxsplit=1)[0] for glob in (one, other)]
    return starts[0].startswith(starts[1]) or starts[1].startswith(starts[0])


def _other_prefix(name: str, taken: str) -> str:
    """One that begins otherwise than the prefix that is taken."""
    found = (f"{word}{name}-v" for word in ("", "service-", "app-", "x-"))
    return next(prefix for prefix in found if not may_match_one(prefix, taken))


RULE = SpecRule("triggers", "A branch or tag triggers releases to one environment, a tag those of one service.", _check)
