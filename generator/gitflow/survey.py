"""A repository -> where its branches stand: what ``release status`` shows, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from generator.gitflow.git import Git
from generator.gitflow.state import Branch, State
from generator.model.project import Project, Spec

_LAST = 5


@dataclass(frozen=True)
class Runs:
    """What an environment runs."""

    version: str | None
    unknown: str = ""
    """Why that is not known; empty when it is, or when nothing runs."""


Running = Callable[[Project], Runs]
"""Asks an environment which version it runs."""


@dataclass(frozen=True)
class Stand:
    """One branch, compared with the one that it is merged into or comes from."""

    name: str
    commit: str | None
    subject: str = ""
    versions: tuple[str, ...] = ()
    """Tags at its tip."""
    base: str = ""
    ahead: int = 0
    behind: int = 0
    unpushed: int = 0
    unpulled: int = 0
    is_here: bool = True
    is_there: bool = True


@dataclass(frozen=True)
class Place:
    """One environment, and the version that it runs."""

    name: str
    trigger: str
    version: str | None
    unknown: str = ""
    """Why its version is not known."""


@dataclass(frozen=True)
class Survey:
    """Everything that ``release status`` shows."""

    project: str
    main: Stand
    hotfixes: tuple[Stand, ...]
    develop: Stand
    releases: tuple[Stand, ...]
    versions: tuple[str, ...]
    """The last tags, the newest first."""
    environments: tuple[Place, ...]
    unknown: str = ""
    """Why the remote could not be asked."""

    def document(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self)


def survey(repository: Git, state: State, spec: Spec, running: Running) -> Survey:
    """Compare each branch with its base; ``running`` is asked about each environment."""
    main, develop = state.main, state.develop
    unknown = state.unreachable or ("" if state.remote else "there is no remote to ask")
    return Survey(
        project=state.settings.project,
        main=_stand(repository, state, main, None),
        hotfixes=tuple(_stand(repository, state, each, main) for each in state.hotfixes),
        develop=_stand(repository, state, develop, main),
        releases=tuple(_stand(repository, state, each, develop) for each in state.releases),
        versions=tuple(tag.name for tag in reversed(state.tags))[:_LAST],
        environments=tuple(_place(project, running) for project in spec.projects),
        unknown=unknown,
    )


def _stand(repository: Git, state: State, branch: Branch, base: Branch | None) -> Stand:
    if not branch.tip:
        return Stand(branch.name, None, is_here=False, is_there=False)
    tip, other = _newest(branch), _newest(base) if base else None
    ahead, behind = repository.counts(tip, other) if other else (0, 0)
    return Stand(
        name=branch.name,
        commit=tip,
        subject=repository.ask("log", "-1", "--format=%s", tip),
        versions=tuple(tag.name for tag in state.tags if tag.commit == tip),
        base=base.name if base else "",
        ahead=ahead,
        behind=behind,
        unpushed=branch.ahead,
        unpulled=branch.behind,
        is_here=branch.local is not None,
        is_there=branch.remote is not None,
    )


def _newest(branch: Branch) -> str:
    """Its tip, at the remote where ours is merely old."""
    tip = branch.remote if branch.behind and not branch.ahead else branch.tip
    return tip or ""


def _place(project: Project, running: Running) -> Place:
    trigger, runs = project.environment.trigger, running(project)
    shown = f"tag {trigger.tag}" if trigger.tag else f"branch {trigger.branch}"
    return Place(project.environment.name, shown, runs.version, runs.unknown)
