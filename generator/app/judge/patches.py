"""The patches of a build, and what the gate finds in it -> what is wrong, as far as a patch has no reason for it.

A patch with ``i-know`` may touch what releases rest on, and the gate's warnings and advice on the resources that it
touches are taken as read. An error is not: AWS would refuse it, or no release could work.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.app.build.compile import Build
from generator.app.judge.principals import MINIMAL, SUFFICIENT, TRUST
from generator.cfn.protection import Protection
from generator.gate.promise import why_added, why_attribute, why_property
from generator.gate.subject import Subject
from generator.naming import SHARED
from generator.problems import Location, Problem, Severity
from generator.stacks.patch import place_in
from generator.stacks.stack import AppliedPatch, Patching

PROTECTED = "patch-protected"
IDLE = "patch-idle"
_HARDENING = frozenset({MINIMAL, TRUST})
"""Errors in what we write, and a matter of taste in what a patch asks for."""
_PROOFS = _HARDENING | {SUFFICIENT}
_HINT = "i-know: REASON takes it nevertheless; what the gate calls an error stops it still"
_SECTIONS = {
    "Conditions": "the template decides by it what is there",
    "Outputs": "commands and other stacks read it",
    "Parameters": "releases give it",
}


class Touch(NamedTuple):
    """Something that a patch touches, why that is protected, and where the patch says it."""

    patch: AppliedPatch
    path: tuple[str | int, ...]
    why: str
    place: Location


def judged(build: Build, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those of the gate that no reason covers, and those of the patches themselves."""
    subjects = {subject.path: subject for subject in build.subjects}
    needed: set[Location] = set()
    for path, patching in build.patchings.items():
        for touch in touches(subjects[path], patching):
            needed.add(touch.patch.patch.origin)
            if touch.patch.patch.i_know is None:
                yield _protected(touch)
    touching = _touching(build)
    for problem in problems:
        patches = touching.get((problem.artifact, problem.logical_id), [])
        if known := _reasons(patches, problem):
            needed |= known
        elif patches and problem.code in _PROOFS:
            yield problem._replace(hint=f"the patch {patches[-1].name} has made it so")
        elif patches or not problem.artifact:
            yield problem
        else:
            yield _elsewhere(build, problem)
    yield from _idle(build, needed)


def _elsewhere(build: Build, problem: Problem) -> Problem:
    """A finding on what no patch touches, at the patch that it comes of: what is generated has no finding by itself.

    That is one of the same template, else one of its environment's or of what all environments share, else any.
    """
    folder = PurePosixPath(problem.artifact).parts[1]
    near = {path: each for path, each in build.patchings.items() if PurePosixPath(path).parts[1] in (folder, SHARED)}
    own = {path: each for path, each in near.items() if path == problem.artifact}
    found = {
        each.name: each.patch for patching in (own or near or build.patchings).values() for each in patching.applied
    }
    *others, last = found
    because = (
        f"the patch {last} has made it so" if not others else f"one of the patches {', '.join(found)} has made it so"
    )
    hint = f"{because}; {problem.hint}" if problem.hint else because
    return problem._replace(location=found[last].origin, hint=hint)


def covered(build: Build, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those that a reason covers."""
    touching = _touching(build)
    for problem in problems:
        if _reasons(touching.get((problem.artifact, problem.logical_id), []), problem):
            yield problem


def _reasons(patches: Sequence[AppliedPatch], problem: Problem) -> set[Location]:
    """The patches, by their places, that touch what a problem is about, and have a reason for it."""
    if problem.severity is Severity.ERROR and problem.code not in _HARDENING:
        return set()
    return {each.patch.origin for each in patches if each.patch.i_know is not None}


def _touching(build: Build) -> Mapping[tuple[str, str], list[AppliedPatch]]:
    """A template's path and a logical id -> the patches that touch the resource."""
    found: dict[tuple[str, str], list[AppliedPatch]] = {}
    for path, patching in build.patchings.items():
        for each in patching.applied:
            for logical_id in dict.fromkeys(str(touched[1]) for touched in each.touched if touched[0] == "Resources"):
                found.setdefault((path, logical_id), []).append(each)
    return found


def _idle(build: Build, needed: Container[Location]) -> Iterator[Problem]:
    """Patches with a reason that nothing asks for, in whatever environment."""
    for patching in build.patchings.values():
        for each in patching.applied:
            if each.patch.i_know is not None and each.patch.origin not in needed:
                message = (
                    f"{each.name} needs no i-know: it touches nothing protected, and the gate finds nothing that a "
                    "reason covers"
                )
                yield Problem(each.patch.origin, message, IDLE, "remove the line i-know")


def touches(subject: Subject, patching: Patching) -> Iterator[Touch]:
    """What the patches of a template touch and is protected, each once."""
    for each in patching.applied:
        told = set()
        for path in each.touched:
            why = _why(subject, patching, path)
            thing = path[: 4 if path[2:3] == ("Properties",) else 3]
            if why and thing not in told:
                told.add(thing)
                yield Touch(each, thing, why, place_in(each.patch, thing))


def _why(subject: Subject, patching: Patching, path: tuple[str | int, ...]) -> str:
    section, name, *inside = map(str, path)
    made: Mapping[str, object] = patching.made.get(section, {})
    if section != "Resources":
        return _SECTIONS.get(section, "") if name in made else ""
    resource = subject.data["Resources"].get(name)
    if resource is None:
        return ""  # What one patch has added, a later one has taken away.
    kind = str(resource["Type"])
    if name not in made:
        return why_added(kind)
    if subject.protections.get(name) is Protection.LOCKED:
        return "the stack policy keeps updates off it: only a new environment gets what is patched later"
    if inside[0] != "Properties":
        return why_attribute(inside[0])
    # Properties as a whole are new only where there were none.
    names = [inside[1]] if inside[1:] else [*resource.get("Properties", {})]
    return next((why for each in names if (why := why_property(kind, each))), "")


def _protected(touch: Touch) -> Problem:
    what = ".".join(str(step) for step in touch.path[1:] if step != "Properties")
    message = f"{touch.patch.name} touches {what}, on which releases rest: {touch.why}"
    return Problem(touch.place, message, PROTECTED, _HINT)
