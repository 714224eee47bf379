"""The stacks of projects -> the same with the patches that the projects have for their templates, each in its turn.

A patch that does not fit is told at its line, and so is every other one: nothing is made of them before all do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from generator import naming
from generator.cfn.json_patch import operate, pointer
from generator.cfn.merge_patch import merge
from generator.cfn.touched import touched
from generator.errors import SpecError
from generator.model.patch import SHARED_STACKS, Patch
from generator.model.project import Project
from generator.near import nearest
from generator.problems import Location, Problem
from generator.stacks.patch_limit import limits
from generator.stacks.stack import AppliedPatch, Patching, Stack

CODE = "patches"
_OF_JOBS = ("job", "schedule")
_STACK = "<stack>"
"""Stands in a message for the names of stacks; no message is about a text that has it."""


def patched(projects: Sequence[Project], stacks: Iterable[Stack]) -> tuple[Stack, ...]:
    """Raises SpecError with all that is wrong with the patches."""
    every = tuple(stacks)
    if not any(project.patches for project in projects):
        return every
    problems: list[Problem] = []
    found: dict[str, list[tuple[str, Patch]]] = {}
    unplaced: dict[Location, tuple[Project, Patch]] = {}
    placed: set[Location] = set()
    for project in projects:
        for name, patch in project.patches.items():
            targets = [*_targets(project, patch, every)]
            if targets:
                placed.add(patch.origin)
            else:
                unplaced.setdefault(patch.origin, (project, patch))
            for stack in targets:
                known = found.setdefault(stack.name, [])
                # All environments say the same of a stack that they share.
                if name not in (each for each, _ in known):
                    known.append((name, patch))
    # What is said for all environments is for those that have the stack.
    problems += [_no_target(*each, every) for origin, each in unplaced.items() if origin not in placed]
    misfits = _Misfits()
    result = tuple(_apply(stack, found[stack.name], misfits) if stack.name in found else stack for stack in every)
    problems += misfits.problems()
    if problems:
        raise SpecError(problems)
    return result


class _Misfits:
    """What does not fit, each once, with the stacks that it does not fit into: a patch is for many of a kind."""

    def __init__(self) -> None:
        self._found: dict[tuple[Location, str, str], list[str]] = {}

    def add(self, stack: Stack, location: Location, message: str, hint: str = "") -> None:
        """What is wrong with the stack, which a message that names it calls :data:`_STACK`."""
        self._found.setdefault((location, message, hint), []).append(stack.name)

    def problems(self) -> Iterator[Problem]:
        """In the order in which they were found."""
        for (location, message, hint), names in self._found.items():
            first, *others = dict.fromkeys(names)
            stacks = f"{first} and {len(others)} more" if others else first
            yield Problem(location, message.replace(_STACK, stacks), CODE, hint)


def _targets(project: Project, patch: Patch, stacks: Sequence[Stack]) -> Iterator[Stack]:
    """The stacks that a patch of an environment is for."""
    for stack in _here(project, patch, stacks):
        if stack.noun != patch.stack:
            continue
        if patch.service is not None:
            if stack.service == patch.service:
                yield stack
        # Services and jobs have roles each, and these have hardly anything in common.
        elif patch.stack in _OF_JOBS or stack.service not in _jobs(project):
            yield stack


def _here(project: Project, patch: Patch, stacks: Sequence[Stack]) -> list[Stack]:
    folder = naming.SHARED if patch.stack in SHARED_STACKS else project.environment.name
    return [stack for stack in stacks if stack.folder == folder]


def _jobs(project: Project) -> set[str]:
    return {job.name for job in project.jobs}


def _no_target(project: Project, patch: Patch, stacks: Sequence[Stack]) -> Problem:
    environment = project.environment.name
    owners = [*dict.fromkeys(stack.service for stack in stacks if stack.service)]
    if patch.service is not None and patch.service not in owners:
        near = nearest(patch.service, owners)
        hint = f"did you mean {near}?" if near else f"there are: {', '.join(owners)}"
        return _problem(patch, f"there is no service and no job {patch.service}", hint)
    # Where it stands above environments, none of them has the stack, and what the first one has is as good as any.
    here = _here(project, patch, stacks)
    named = [stack for stack in here if stack.noun == patch.stack]
    if patch.service is None:
        words = [*dict.fromkeys(stack.noun for stack in here if stack.service not in _jobs(project))]
        return _problem(patch, f"{environment} has no stack {patch.stack}", f"it has {', '.join(words)}")
    if named and not any(stack.service for stack in named):
        return _problem(patch, f"all services share the stack {patch.stack}", "remove the line service")
    words = [stack.noun for stack in here if stack.service == patch.service]
    if not words:
        return _problem(patch, f"{environment} leaves {patch.service} out", "remove the patch from this environment")
    return _problem(patch, f"{patch.service} has no stack {patch.stack} in {environment}", f"it has {', '.join(words)}")


def _apply(stack: Stack, patches: Sequence[tuple[str, Patch]], misfits: _Misfits) -> Stack:
    made = data = stack.template.to_dict()
    applied: list[AppliedPatch] = []
    origins: dict[str, Location] = {}
    for name, patch in patches:
        # A copy for each, so that what one has damaged is not told of the next one, too.
        after, found = _changed(data, patch)
        paths = tuple(_touched(data, after))
        if not found and not paths:
            found = [(patch.origin, f"changes nothing in the stack {_STACK}", "it has all of that: remove the patch")]
        found = found or [(place_in(patch, path), message, hint) for path, message, hint in limits(made, after, paths)]
        for location, message, hint in found:
            misfits.add(stack, location, message, hint)
        if found:
            continue
        data = after
        applied.append(AppliedPatch(name, patch, paths))
        origins |= {str(path[1]): place_in(patch, path[:2]) for path in paths if path[0] == "Resources"}
    if applied:
        stack.template.patch(data, origins)
    needs_iam = any(kind.startswith("AWS::IAM::") for kind in stack.template.resource_types)
    return stack._replace(patching=Patching(made, tuple(applied)), needs_iam=stack.needs_iam or needs_iam)


def _changed(data: Mapping[str, Any], patch: Patch) -> tuple[dict[str, Any], list[tuple[Location, str, str]]]:
    """The template as it then is, and what did not fit: where the patch says it, what is wrong, and a hint."""
    after = deepcopy(dict(data))
    if patch.merge is not None:
        fragment = patch.merge
        return after, [
            (fragment.at(path), f"{message} (stack {_STACK})", hint)
            for path, message, hint in merge(after, fragment.data)
        ]
    for operation in patch.json:
        members: dict[str, Any] = {"op": operation.op, "path": operation.path}
        if operation.source is not None:
            members["from"] = operation.source
        if operation.value is not None:
            members["value"] = operation.value.data
        if misfit := operate(after, members):
            # What comes after it counts on it.
            return after, [(operation.origin, f"{misfit.message} (stack {_STACK})", misfit.hint)]
    return after, []


def _touched(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """Each entry of a section by itself, also of one that is new."""
    for section in dict.fromkeys((*before, *after)):
        yield from touched(before.get(section, {}), after.get(section, {}), (section,))


def place_in(patch: Patch, path: Sequence[str | int]) -> Location:
    """The line of a patch that touches what is at ``path`` of the template."""
    if patch.merge is not None:
        return patch.merge.at(tuple(path))
    for operation in patch.json:
        for steps in map(pointer, filter(None, (operation.path, operation.source if operation.op == "move" else None))):
            shared = min(len(steps), len(path))
            if steps[:shared] == [str(step) for step in path[:shared]]:
                return operation.origin
    return patch.origin


def _problem(patch: Patch, message: str, hint: str) -> Problem:
    return Problem(patch.origin, message, CODE, hint)
