"""A repository -> its ``State``.

Objects may be fetched, so that histories can be compared; no ref and no file changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.errors import OutsideError, SpecError
from generator.gitflow import version
from generator.gitflow.git import Git
from generator.gitflow.misroute import misroutes
from generator.gitflow.settings import Kind, Settings
from generator.gitflow.state import Branch, State, Tag, Tree
from generator.gitflow.step import fault
from generator.problems import Problem

_HEADS, _TAGS = "refs/heads/", "refs/tags/"
_OPERATIONS = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "BISECT_LOG": "bisect",
}
# What git gives without touching a ref: no remote-tracking branch, no tag, no FETCH_HEAD.
_FETCH_OBJECTS = (
    "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-prune", "--no-auto-maintenance",
    "--no-recurse-submodules", "--refmap=",
)  # fmt: skip


def look(git: Git, settings: Settings) -> State:
    """Raises SpecError when the folder is in no git repository."""
    where = git.run(["rev-parse", "--show-toplevel"])
    if where.code:
        mend = f"git init && git remote add origin git@github.com:{settings.repository}.git"
        raise SpecError([fault(str(git.folder), f"is no git working tree: {where.why}", "repository", mend)])
    tree = _tree(git)
    here = _local_refs(git)
    remotes = tuple(filter(None, git.ask("remote").split("\n")))
    remote = "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else ""
    there, unreachable = _remote_refs(git, remote, here, settings, is_shallow=tree.is_shallow)
    names = [name for name in {**here, **there} if name.startswith(_HEADS)]
    branches = {name: _branch(git, name, here, there) for name in map(_short, names) if _is_ours(name, settings)}
    main, develop = (branches.get(name, Branch(name)) for name in (settings.main, settings.develop))
    releases, hotfixes = (
        tuple(branches[name] for name in sorted(branches) if name.startswith(f"{kind}/")) for kind in Kind
    )
    ambiguous = tuple(name for name in branches if _TAGS + name in here)
    tags = _tags(settings, here, there)
    misrouted = _misroutes(git, remote, there, settings) if remote and not unreachable else ()
    return State(
        settings, tree, remote, remotes, unreachable, main, develop, releases, hotfixes, tags, ambiguous, misrouted
    )


def _tree(git: Git) -> Tree:
    lines = git.ask("status", "--porcelain=v2", "-z", "--untracked-files=no", "--no-renames").split("\0")
    names = [*_OPERATIONS, "index.lock"]
    paths = git.ask("rev-parse", *(word for name in names for word in ("--git-path", name))).split("\n")
    present = [name for name, path in zip(names, paths, strict=True) if (git.folder / path).exists()]
    signs = git.find("config", "--type=bool", "commit.gpgSign") == "true"
    idents = [git.find("-c", "user.useConfigOnly=true", "var", f"GIT_{who}_IDENT") for who in ("COMMITTER", "AUTHOR")]
    lock = next((path for name, path in zip(names, paths, strict=True) if name == "index.lock" and name in present), "")
    return Tree(
        head=_short(git.find("symbolic-ref", "--quiet", "HEAD") or "") or None,
        commit=git.find("rev-parse", "--quiet", "--verify", "HEAD^{commit}"),
        changed=tuple(line.split(" ", 8)[8] for line in lines if line.startswith("1 ")),
        unmerged=tuple(line.split(" ", 10)[10] for line in lines if line.startswith("u ")),
        operation=next((_OPERATIONS[name] for name in present if name in _OPERATIONS), ""),
        merge_head=git.find("rev-parse", "--quiet", "--verify", "MERGE_HEAD^{commit}"),
        lock=lock,
        is_shallow=git.ask("rev-parse", "--is-shallow-repository") == "true",
        has_identity=None not in idents,
        signs=signs,
    )


def _local_refs(git: Git) -> dict[str, str]:
    form = "%(refname)%00%(objectname)%00%(*objectname)"
    # A name may hold what Python takes for a line break (U+2028, U+0085), but neither NUL nor an ASCII one:
    # https://git-scm.com/docs/git-check-ref-format
    lines = git.ask("for-each-ref", f"--format={form}", _HEADS, _TAGS, "refs/remotes/").split("\n")
    rows = [line.split("\0") for line in lines if line]
    return {name: peeled or commit for name, commit, peeled in rows}


def _remote_refs(
    git: Git, remote: str, here: Mapping[str, str], settings: Settings, *, is_shallow: bool
) -> tuple[dict[str, str], str]:
    """The remote's refs; and why it cannot be asked, if so."""
    known = {
        _HEADS + name.removeprefix(f"refs/remotes/{remote}/"): commit
        for name, commit in here.items()
        if remote and name.startswith(f"refs/remotes/{remote}/") and not name.endswith("/HEAD")
    }
    if not remote:
        return known, ""
    try:
        there = _listed(git, remote)
    except OutsideError as refusal:
        return known, refusal.why
    have = set(here.values())
    missing = [
        name
        for name, commit in there.items()
        if _is_needed(name, settings) and commit not in have and git.run(["cat-file", "-e", commit]).code
    ]
    if missing and not is_shallow:
        fetched = git.run([*_FETCH_OBJECTS, remote, *missing])
        if fetched.code:
            return known, fetched.why
    return there, ""


def _listed(git: Git, repository: str) -> dict[str, str]:
    """Branches and tags of a remote, or of an address. Raises OutsideError where it cannot be asked."""
    there: dict[str, str] = {}
    for line in filter(None, git.ask("ls-remote", "--heads", "--tags", "--", repository).split("\n")):
        commit, _, name = line.partition("\t")
        there[name.removesuffix("^{}")] = commit  # What an annotated tag names comes after the tag itself.
    return there


def _misroutes(git: Git, remote: str, there: Mapping[str, str], settings: Settings) -> tuple[Problem, ...]:
    def needed(refs: Mapping[str, str]) -> dict[str, str]:
        return {name: commit for name, commit in refs.items() if _is_needed(name, settings)}

    return tuple(misroutes(git, remote, needed(there), lambda url: needed(_listed(git, url))))


def _branch(git: Git, name: str, here: Mapping[str, str], there: Mapping[str, str]) -> Branch:
    local, remote = here.get(_HEADS + name), there.get(_HEADS + name)
    has = local and remote and local != remote and git.run(["cat-file", "-e", remote]).code == 0
    ahead, behind = git.counts(local, remote) if has and local and remote else (0, 0)
    return Branch(name, local, remote, ahead, behind)


def _tags(settings: Settings, here: Mapping[str, str], there: Mapping[str, str]) -> tuple[Tag, ...]:
    names = {name.removeprefix(_TAGS) for name in _with(_TAGS + settings.tag_prefix, [*here, *there])}
    parsed = {name: version.parse(name.removeprefix(settings.tag_prefix)) for name in sorted(names)}
    tags = [
        Tag(name, found, here.get(_TAGS + name), there.get(_TAGS + name)) for name, found in parsed.items() if found
    ]
    return tuple(sorted(tags, key=lambda tag: tag.version))


def _is_needed(ref: str, settings: Settings) -> bool:
    return _is_ours(ref, settings) or ref.startswith(_TAGS + settings.tag_prefix)


def _is_ours(ref: str, settings: Settings) -> bool:
    name = _short(ref)
    if name in {settings.main, settings.develop}:
        return True
    number = settings.version_of(name)
    return any(name == settings.branch(kind, number) for kind in Kind) and version.parse(number) is not None


def _short(ref: str) -> str:
    return ref.removeprefix(_HEADS)


def _with(prefix: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(prefix)]
