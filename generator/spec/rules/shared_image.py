"""All environments' services -> a complaint where two release one image and want it built differently.

The environments of one account and region that release what main holds share a repository, and a tag in it never
changes: whichever pipeline comes first builds the image of a version, and the other one releases that. An environment
that builds other branches has a repository to itself.
https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.model.build import Build
from generator.model.container import Container
from generator.problems import Location
from generator.spec.rules.protocol import Finding, Reading, SpecRule
from generator.spec.rules.triggers import may_match_one

BUILT_BY = (
    ("service", "architecture"),
    ("service", "context"),
    ("service", "dockerfile"),
    ("build", "args"),
    ("build", "target"),
)
"""What of a service decides how its image is built."""


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    for first, second in combinations(readings, 2):
        for home, key in BUILT_BY if _share_images(first, second) else ():
            one, other = (getattr(_part(reading, home), key) for reading in (first, second))
            if one != other:
                yield Finding(
                    _own(first, second, home, key),
                    f"{first.name} has {one} and {second.name} has {other}, but both release the image of one tag, "
                    "which is built once",
                    f"give them the same {key}, or accounts or regions of their own",
                )


def _share_images(first: Reading, second: Reading) -> bool:
    """Whether a tag may start both of them, in one account and region as far as the spec says."""
    if first.service.name != second.service.name or not (first.service.is_built and second.service.is_built):
        return False
    if first.project.region != second.project.region or first.project.repository != second.project.repository:
        return False
    if first.project.builds_branches or second.project.builds_branches:
        return False
    accounts = {reading.project.environment.account for reading in (first, second)} - {None}
    one, other = (reading.project.environment.trigger.tag for reading in (first, second))
    return len(accounts) <= 1 and may_match_one(one or "", other or "")


def _part(reading: Reading, home: str) -> Container | Build:
    return reading.service.container if home == "service" else reading.service.build


def _own(first: Reading, second: Reading, home: str, key: str) -> Location:
    """The line that makes them differ: what an environment says for itself, the second one's if both do."""
    blamed = [reading.at(home, key) for reading in (second, first)]
    return next((place for place in blamed if place.path.startswith("environments.")), blamed[0])


RULE = SpecRule("shared-image", "Environments that release the same image want it built in the same way.", _check)
