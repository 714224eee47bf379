"""What git says of a repository, here and at its remote, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from semver import Version

from generator.gitflow.settings import Kind, Settings
from generator.problems import Problem


@dataclass(frozen=True)
class Branch:
    """A branch that may be here, at the remote, at both or nowhere."""

    name: str
    local: str | None = None
    """The commit at its tip here."""
    remote: str | None = None
    """The commit at its tip there."""
    ahead: int = 0
    """How many commits only we have."""
    behind: int = 0
    """How many commits only the remote has."""

    @property
    def tip(self) -> str | None:
        """Its last commit."""
        return self.local or self.remote


@dataclass(frozen=True)
class Tag:
    """The tag of a version, and the commit that it names."""

    name: str
    version: Version
    local: str | None = None
    remote: str | None = None

    @property
    def commit(self) -> str:
        """The commit that it names; the remote's word counts, since a pipeline reads that."""
        commit = self.remote or self.local
        assert commit is not None
        return commit


@dataclass(frozen=True)
class Tree:
    """The working tree, and what is going on in it."""

    head: str | None
    """The branch that is checked out; None when the head is detached."""
    commit: str | None
    """None in a repository without a commit."""
    changed: tuple[str, ...] = ()
    """Tracked files that differ from the last commit."""
    unmerged: tuple[str, ...] = ()
    """Files with a merge conflict."""
    operation: str = ""
    """``merge``, ``rebase`` and the like, while one waits to be finished."""
    merge_head: str | None = None
    lock: str = ""
    """The file with which another git process keeps us out."""
    is_shallow: bool = False
    has_identity: bool = True
    signs: bool = False


@dataclass(frozen=True)
class State:
    """Everything that a plan is made from."""

    settings: Settings
    tree: Tree
    remote: str
    """The remote's name; empty when there is none."""
    remotes: tuple[str, ...]
    unreachable: str
    """Why the remote cannot be asked; what is known of it is then from the last fetch."""
    main: Branch
    develop: Branch
    releases: tuple[Branch, ...] = ()
    hotfixes: tuple[Branch, ...] = ()
    tags: tuple[Tag, ...] = ()
    """By version, the lowest first."""
    ambiguous: tuple[str, ...] = ()
    """Tags that are called like a branch that we work with."""
    misroutes: tuple[Problem, ...] = ()
    """What in git's configuration would lead a push elsewhere than it says."""

    def open(self, kind: Kind) -> tuple[Branch, ...]:
        """The open branches of a kind."""
        return self.releases if kind is Kind.RELEASE else self.hotfixes

    def tag(self, name: str) -> Tag | None:
        """The tag of that name."""
        return next((tag for tag in self.tags if tag.name == name), None)

    @property
    def last(self) -> Tag | None:
        """The tag of the highest version."""
        return self.tags[-1] if self.tags else None
