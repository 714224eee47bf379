"""One release or hotfix that is to be finished: how far it has come, as git and GitHub tell it.

No file of ours remembers it: whoever was interrupted, or finished on another machine, goes on from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.gitflow import changelog, version, version_file
from generator.gitflow.gh import Gh, PullRequest
from generator.gitflow.git import Git
from generator.gitflow.settings import Kind, Settings
from generator.gitflow.state import Branch, State


@dataclass(frozen=True)
class Hub:
    """What GitHub says; all of it is empty where pull requests are not wanted."""

    is_there: bool = False
    is_logged_in: bool = False
    to_main: tuple[PullRequest, ...] = ()
    to_develop: tuple[PullRequest, ...] = ()


@dataclass(frozen=True)
class Work:
    """How far it has come."""

    kind: Kind
    version: str
    branch: Branch
    merged_here: bool = False
    """Our main has all of the branch."""
    merged_there: bool = False
    """The remote's main has all of the branch."""
    commit: str | None = None
    """The commit in main that brought it, and that the tag belongs to."""
    main_is_ours: bool = False
    """What our main has beyond the remote's is that merge alone."""
    develop_is_ours: bool = False
    back_here: bool = False
    """Our develop has all of our main."""
    back_there: bool = False
    has_moved: bool = False
    """The remote's develop has commits that its main lacks."""
    tag_fits: bool = True
    written: str | None = None
    """The version in the version file."""
    section: str = ""
    """What the changelog says of it."""
    other: Branch | None = None
    """A release that is open while a hotfix is finished, and that needs the fix too."""
    other_has_it: bool = False
    hub: Hub = Hub()

    @property
    def request(self) -> PullRequest | None:
        """The open pull request into main."""
        return next((each for each in self.hub.to_main if each.state == "OPEN"), None)

    @property
    def back_request(self) -> PullRequest | None:
        """The open pull request from main into develop."""
        return next((each for each in self.hub.to_develop if each.state == "OPEN"), None)


def work(repository: Git, state: State, kind: Kind, branch: Branch, gh: Gh | None) -> Work:
    """Look how far a branch has come; with ``gh`` also at its pull requests."""
    number = state.settings.version_of(branch.name)
    main, develop = state.main, state.develop
    hub = _hub(gh, state, branch.name)
    merged = next((each for each in hub.to_main if each.state == "MERGED" and _brought(each, branch)), None)
    here = repository.contains(main.local, branch.tip)
    there = repository.contains(main.remote, branch.tip) or merged is not None
    commit = _brought_by(repository, branch.tip, main.remote if there else main.local) if here or there else None
    if there and merged and repository.contains(main.remote, merged.merge):
        commit = merged.merge
    found = Work(kind, number, branch, merged_here=here, merged_there=there, commit=commit, hub=hub)
    source = commit or branch.tip
    return replace(
        found,
        main_is_ours=here and is_one_merge(repository, main, branch.tip),
        develop_is_ours=here and is_one_merge(repository, develop, main.local),
        back_here=here and repository.contains(develop.local, main.local),
        back_there=there and is_merged_back(repository, develop.remote, main.remote),
        has_moved=not repository.contains(main.remote, develop.remote),
        tag_fits=_tag_fits(repository, state, found),
        written=_written(repository, state.settings, source),
        section=_section(repository, state.settings, source, number),
        other=state.releases[0] if kind is Kind.HOTFIX and state.releases else None,
        other_has_it=(here or there) and _other_has_it(repository, state),
    )


def lost(repository: Git, state: State, gh: Gh) -> Branch | None:
    """The branch of a release that is merged and whose branch is gone everywhere, before all was done."""
    number = _written(repository, state.settings, state.main.remote)
    if state.settings.version_file == "none" and state.last:
        number = str(state.last.version)
    if not number or not version.parse(number):
        return None
    tag = state.tag(state.settings.tag(number))
    if tag and tag.remote and is_merged_back(repository, state.develop.remote, state.main.remote):
        return None
    for kind in Kind:
        name = state.settings.branch(kind, number)
        if any(each.state == "MERGED" for each in gh.pull_requests(name, state.main.name)):
            return Branch(name)
    return None


def is_merged_back(repository: Git, develop: str | None, main: str | None) -> bool:
    """Whether develop has what main has, be it by other commits (squashed, or a linear history)."""
    if not develop or not main:
        return False
    if repository.contains(develop, main):
        return True
    merged = repository.run(["merge-tree", "--write-tree", develop, main])
    return merged.code == 0 and merged.out.strip() == repository.ask("rev-parse", f"{develop}^{{tree}}")


def is_one_merge(repository: Git, branch: Branch, merged: str | None) -> bool:
    """Whether what we have beyond the remote is one merge, of something that is in ``merged``."""
    if not branch.local or not branch.remote:
        return False
    span = [branch.local, f"^{branch.remote}"]
    rows = [line.split() for line in repository.ask("rev-list", "--first-parent", "--parents", *span).splitlines()]
    return len(rows) == 1 and len(rows[0]) == 3 and repository.contains(merged, rows[0][2])


def _hub(gh: Gh | None, state: State, head: str) -> Hub:
    if gh is None or not gh.is_logged_in():
        return Hub(is_there=gh is not None and gh.is_there())
    to_main = gh.pull_requests(head, state.main.name)
    return Hub(True, True, to_main, gh.pull_requests(state.main.name, state.develop.name))


def _brought(request: PullRequest, branch: Branch) -> bool:
    return branch.tip in {None, request.head}


def _brought_by(repository: Git, tip: str | None, main: str | None) -> str | None:
    """The first commit of main, along its own line, that has ``tip`` in its history."""
    if not tip or not main:
        return main
    for commit in repository.ask("rev-list", "--first-parent", "--reverse", main, f"^{tip}").splitlines():
        if repository.contains(commit, tip):
            return commit
    return main


def _tag_fits(repository: Git, state: State, found: Work) -> bool:
    """Whether the tag, if there is one, is on main and names what the branch brought."""
    tag = state.tag(state.settings.tag(found.version))
    if tag is None:
        return True
    if tag.local and tag.remote and tag.local != tag.remote:
        return False
    on_main = any(repository.contains(main, tag.commit) for main in (state.main.local, state.main.remote))
    return on_main and (tag.commit == found.commit or repository.contains(tag.commit, found.branch.tip))


def _written(repository: Git, settings: Settings, commit: str | None) -> str | None:
    name = settings.version_file
    if name == "none" or not commit:
        return None
    try:
        return version_file.read(name, repository.text(commit, settings.in_context(name)) or "")
    except (ValueError, RecursionError):
        return None


def _section(repository: Git, settings: Settings, commit: str | None, number: str) -> str:
    for path in (settings.in_context(changelog.NAME), changelog.NAME):
        text = repository.text(commit, path) if commit else None
        if text and (found := changelog.section(text, number)):
            return found
    return ""


def _other_has_it(repository: Git, state: State) -> bool:
    main = state.main.remote if state.main.behind else state.main.local
    return bool(state.releases) and repository.contains(state.releases[0].tip, main)
