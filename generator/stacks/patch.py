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


def patched(projects: Sequence[Project], stacks: Iterable[Stack]) -> tuple[Stack, ...]:
    """Raises SpecError with all that is wrong with the patches."""
    every = tuple(stacks)
    if not any(project.patches for project in projects):
        return every
    problems: list[Problem] = []
    found: dict[str, list[tuple[str, Patch]]] = {}
    for project in projects:
        for name, patch in project.patches.items():
            targets = [*_targets(project, patch, every)]
            if not targets:
                problems.append(_no_target(project, patch, every))
            for stack in targets:
                known = found.setdefault(stack.name, [])
                # All environments say the same of a stack that they share.
                if name not in (each for each, _ in known):
                    known.append((name, patch))
    result = tuple(_apply(stack, found[stack.name], problems) if stack.name in found else stack for stack in every)
    if problems:
        raise SpecError(problems)
    return result


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
    here = _here(project, patch, stacks)
    environment = project.environment.name
    named = [stack for stack in here if stack.noun == patch.stack]
    owners = [*dict.fromkeys(stack.service for stack in stacks if stack.service)]
    if patch.service is None or (named and not any(stack.service for stack in named)):
        words = [*dict.fromkeys(stack.noun for stack in here if stack.service not in _jobs(project))]
        if not named:
            return _problem(patch, f"{environment} has no stack {patch.stack}", f"it has {', '.join(words)}")
        return _problem(patch, f"all services share the stack {patch.stack}", "remove the line service")
    if patch.service not in owners:
        near = nearest(patch.service, owners)
        hint = f"did you mean {near}?" if near else f"there are: {', '.join(owners)}"
        return _problem(patch, f"{environment} has no service and no job {patch.service}", hint)
    words = [stack.noun for stack in here if stack.service == patch.service]
    return _problem(patch, f"{patch.service} has no stack {patch.stack} in {environment}", f"it has {', '.join(words)}")


def _apply(stack: Stack, patches: Sequence[tuple[str, Patch]], problems: list[Problem]) -> Stack:
    made = data = stack.template.to_dict()
    applied: list[AppliedPatch] = []
    origins: dict[str, Location] = {}
    for name, patch in patches:
        # A copy for each, so that what one has damaged is not told of the next one, too.
        after, found = _changed(stack, data, patch)
        paths = tuple(_touched(data, after))
        if not found and not paths:
            found = [
                _problem(patch, f"changes nothing in the stack {stack.name}", "it has all of that: remove the patch")
            ]
        found = found or [
            Problem(place_in(patch, path), message, CODE, hint) for path, message, hint in limits(made, after, paths)
        ]
        if found:
            problems += found
            continue
        data = after
        applied.append(AppliedPatch(name, patch, paths))
        origins |= {str(path[1]): place_in(patch, path[:2]) for path in paths if path[0] == "Resources"}
    if applied:
        stack.template.patch(data, origins)
    needs_iam = any(kind.startswith("AWS::IAM::") for kind in stack.template.resource_types)
    return stack._replace(patching=Patching(made, tuple(applied)), needs_iam=stack.needs_iam or needs_iam)


def _changed(stack: Stack, data: Mapping[str, Any], patch: Patch) -> tuple[dict[str, Any], list[Problem]]:
    after = deepcopy(dict(data))
    if patch.merge is not None:
        fragment = patch.merge
        return after, [
            Problem(fragment.at(path), f"{message} (stack {stack.name})", CODE, hint)
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
            return after, [Problem(operation.origin, f"{misfit.message} (stack {stack.name})", CODE, misfit.hint)]
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
