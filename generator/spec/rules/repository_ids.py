"""GitHub's numbers for repository and owner -> complaints where one is missing, or where they fit no repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.spec.rules.protocol import Finding, Reading, SpecRule

_KEYS = ("owner_id", "repository_id")


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    for reading in readings:
        yield from _halves(reading)
    for first, second in combinations(readings, 2):
        yield from _contradictions(first, second)


def _halves(reading: Reading) -> Iterator[Finding]:
    git = reading.project.git
    for key, other in (_KEYS, _KEYS[::-1]):
        if getattr(git, key) is not None and getattr(git, other) is None:
            yield Finding(
                reading.at("git", key),
                f"says nothing without git.{other}: GitHub names a repository by both",
                f"`gh api repos/{reading.project.repository} --jq .owner.id,.id` prints both",
            )


def _contradictions(first: Reading, second: Reading) -> Iterator[Finding]:
    one, other = first.project, second.project
    if one.git.repository_id is None or other.git.repository_id is None:
        return
    is_one_repository = one.repository.lower() == other.repository.lower()
    if is_one_repository is not (one.git.repository_id == other.git.repository_id):
        where = second.culprit(("git", "repository_id"), ("repository",))
        what = "there are two numbers for one repository" if is_one_repository else "one number is for two repositories"
        said = f"{one.repository} in {first.name}, {other.repository} in {second.name}"
        yield Finding(where, f"{what}: {said}", "each repository at GitHub has a number of its own")


RULE = SpecRule("repository-ids", "Each repository comes with GitHub's numbers for it and its owner, or none.", _check)
