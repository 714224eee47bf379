"""The arguments of a person -> the two sides that they mean."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.app.build.discover import FOLDER, discover
from generator.app.diff.built import built
from generator.app.diff.revision import HEAD, generated, is_revision
from generator.app.diff.written import written
from generator.app.handwritten.document import read_text
from generator.app.handwritten.folder import files
from generator.app.handwritten.given import Sort, given
from generator.app.handwritten.request import DEFAULT_REGION
from generator.difference.side import Side, StackTemplate
from generator.errors import OutsideError, SpecError
from generator.gitflow.git import Git
from generator.naming import OUTPUT_FOLDER


def sides(names: Sequence[str], git: Git, region: str = "") -> tuple[Side, Side]:
    """What is there, and what is to be; ``names`` are none, a revision, or two of anything.

    Raises OutsideError for what cannot be found or compared, and SpecError for what cannot be understood.
    """
    if len(names) == 2:
        before, after = (_named(name, git, region) for name in names)
    else:
        revision = names[0] if names else HEAD
        after = _working_tree(revision)
        before = _revision(revision, git, region)
    _refuse_strangers(before, after)
    return before, after


def since(revision: str, specs: Sequence[str], git: Git) -> tuple[Side, Side]:
    """What a revision has, and what these specs give. Raises OutsideError and SpecError as `sides` does."""
    before, after = _revision(revision, git, ""), built("the specs as they are", specs)
    _refuse_strangers(before, after)
    return before, after


def _working_tree(revision: str) -> Side:
    specs = discover(Path())
    if not specs:
        hint = "name two files or folders: canaryform diff OLD NEW"
        raise OutsideError(f"cannot compare with {revision}", f"there is no spec in {FOLDER}/", hint)
    return built("the specs as they are", specs)


def _revision(name: str, git: Git, region: str) -> Side:
    found = generated(git, name)
    return written(name, found.files, f"{name}:{OUTPUT_FOLDER}/", region, found.specs)


def _named(name: str, git: Git, region: str) -> Side:
    if not os.path.lexists(name):
        if is_revision(git, name):
            return _revision(name, git, region)
        raise OutsideError(f"cannot compare {name}", "there is no such file or folder, and git knows no such commit")
    if os.path.isdir(name):
        return _folder(name, region)
    [found] = files([name])
    file = given(found, 0, region or DEFAULT_REGION)
    if file.problems:
        raise SpecError(file.problems)
    if file.sort is Sort.SPEC:
        return built(name, [name])
    side = written(name, {name: file.text}, region=region)
    if not side.stacks:
        raise OutsideError(f"cannot compare {name}", "it is neither a CloudFormation template nor a spec")
    [stack] = side.stacks.values()
    # Two files are compared whatever each of them is called.
    single = StackTemplate(_ONLY, Path(name).stem, stack.subject._replace(stack=_ONLY))
    return Side(name, {_ONLY: single})


_ONLY = "template"


def _folder(name: str, region: str) -> Side:
    texts = {}
    for found in files([name]):
        try:
            texts[os.path.relpath(found.path, name)] = read_text(found.path)
        except SpecError:
            continue  # Neither YAML nor JSON, since it is no text.
    side = written(name, texts, f"{name.rstrip('/')}/", region)
    specs = [] if side.stacks else [path for found in files([name]) if _is_spec(path := found.path)]
    if specs:
        return built(name, specs)
    if not side.stacks:
        raise OutsideError(f"cannot compare {name}", "there is no CloudFormation template in it")
    return side


def _is_spec(path: str) -> bool:
    [found] = files([path])
    return given(found, 0, DEFAULT_REGION).sort is Sort.SPEC


def _refuse_strangers(before: Side, after: Side) -> None:
    """Two hundred lines that say created and removed tell nobody anything."""
    what = f"cannot compare {after.name} with {before.name}"
    common = before.stacks.keys() & after.stacks.keys()
    if not common:
        one, other = (", ".join([*side.stacks][:3]) for side in (before, after))
        why = f"they have no template in common: {one} there, {other} here"
        raise OutsideError(what, why, "name two states of the same project")
    resources = [side.resources.keys() for side in (before, after)]
    if common == {_ONLY} and all(resources) and not resources[0] & resources[1]:
        raise OutsideError(what, "they have no resource in common", "name two states of the same template")
