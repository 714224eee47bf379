"""The arguments of a person -> the two sides that they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.app.build.discover import FOLDER, discover
from generator.app.cache.result_cache import ResultCache
from generator.app.diff.made import Made, make
from generator.app.diff.revision import HEAD, Listing, listing, texts
from generator.app.diff.written import ONLY, Parsed, written
from generator.difference.side import Side
from generator.errors import OutsideError
from generator.gitflow.git import Git
from generator.naming import OUTPUT_FOLDER

_SAME = (
    "name two states of the same project; where it got another name, all stacks are new, and the old ones stay until "
    "somebody deletes them"
)


class Sides(NamedTuple):
    """What is there, and what is to be."""

    before: Side
    after: Side
    region: str
    """Where it is deployed, as far as that is said."""


def sides(names: Sequence[str], git: Git, memory: ResultCache, region: str = "") -> Sides:
    """``names`` are none, a revision, or two of anything.

    Raises OutsideError for what cannot be found or compared, and SpecError for what cannot be understood.
    """
    if len(names) == 2:
        # Imported here: knowing files of every kind takes longer to load than specs need.
        from generator.app.diff.named import Reader

        reader = Reader(git, memory, region)
        before, after = (reader.named(name) for name in names)
        memory.close()
        _refuse_strangers(before, after)
        return Sides(before, after, region or _region(after))
    revision = names[0] if names else HEAD
    specs = discover(Path())
    if not specs:
        hint = "name two files, folders or revisions: canaryform diff OLD NEW"
        raise OutsideError(f"cannot compare with {revision}", f"there is no spec in {FOLDER}/", hint)
    return since(revision, specs, git, memory, region)


def since(revision: str, specs: Sequence[str], git: Git, memory: ResultCache, region: str = "") -> Sides:
    """What a revision has, and what these specs give. Raises OutsideError and SpecError as `sides` does."""
    made, found, parsed = make(specs, memory), listing(git, revision), Parsed(memory)
    same = frozenset(_same(made, found))
    files = {path: each for path, each in found.files.items() if PurePosixPath(path).parts[0] not in same}
    # The checksums of a project are of its spec too: where all files are the same, the spec is.
    kept = {outcome.build.file for outcome in made.outcomes if outcome.build.project in same}
    old_specs = texts(git, {path: each for path, each in found.specs.items() if path not in kept})
    shown = f"{revision}:{OUTPUT_FOLDER}/"
    before = written(revision, texts(git, files), parsed, shown, region, old_specs)
    after = made.side("the specs as they are", parsed, same)
    if not same:
        _refuse_strangers(before, after)
    memory.close()
    return Sides(before, after, region or made.region)


def _same(made: Made, found: Listing) -> Iterator[str]:
    """The projects of which every byte is as it was: no template of ours imports from another project."""
    there: dict[str, set[str]] = {}
    for path in found.files:
        there.setdefault(PurePosixPath(path).parts[0], set()).add(path)
    for project, contents in made.contents.items():
        is_same = there.get(project) == set(contents)
        if is_same and all(found.files[path].holds(content) for path, content in contents.items()):
            yield project


def _region(side: Side) -> str:
    return next((region for stack in side.stacks.values() for region in stack.subject.regions), "")


def _refuse_strangers(before: Side, after: Side) -> None:
    """Two hundred lines that say created and removed tell nobody anything."""
    what = f"cannot compare {after.name} with {before.name}"
    common = before.stacks.keys() & after.stacks.keys()
    if not common:
        one, other = (", ".join([*side.stacks][:3]) for side in (before, after))
        raise OutsideError(what, f"they have no template in common: {one} there, {other} here", _SAME)
    named = [(before.stacks[key].name, after.stacks[key].name) for key in sorted(common) if key != ONLY]
    # Without a manifest a template's key is all that is known of its stack's name.
    if named and all(one != other and not {one, other} & common for one, other in named):
        one, other = named[0]
        raise OutsideError(what, f"they have no stack in common: {one} there, {other} here", _SAME)
    resources = [side.resources.keys() for side in (before, after)]
    if common == {ONLY} and all(resources) and not resources[0] & resources[1]:
        raise OutsideError(what, "they have no resource in common", "name two states of the same template")
