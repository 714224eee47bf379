"""The git side: branches, tags and what a pull request needs."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Git:
    """Gitflow's long-lived branches and the rules on them."""

    main: str = "main"
    develop: str = "develop"
    tag_prefix: str = "v"
    release_branches: tuple[str, ...] = ()
    """Branches beside ``main``, with at most one ``*`` each, whose commits a tag may release."""
    releasers: tuple[str, ...] = ("admin", "maintain")
    """Who may make tags of releases: roles of the repository, or ``team:``, ``app:``, ``user:`` and a number."""
    approvals: int = 1
    owners: tuple[str, ...] = ()
    signed_commits: bool = False
    linear_history: bool = False
    owner_id: int | None = None
    repository_id: int | None = None
    """GitHub's own numbers for the repository and its owner; the spec gives both or neither."""
    canaryform: str | None = None
    """Where the generated check installs canaryform from: a commit, a wheel in the repository or an index."""
    origin: Location = origin()
