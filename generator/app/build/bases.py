"""A spec's text -> the files that it extends, each read from the disk: the nearest first."""

from __future__ import annotations

import os
import posixpath
from pathlib import PurePath

from generator.app.build.discover import FOLDER
from generator.app.build.read import read
from generator.errors import OutsideError, SpecError
from generator.naming import OUTPUT_FOLDER
from generator.problems import Location, Problem
from generator.spec.base import CODE, KEY, Base

_NOT_WRITTEN = {".git": "git keeps what no clone gets", OUTPUT_FOLDER: "canaryform writes each file anew"}
"""Folders of the repository that hold nobody's words."""
_MOST = 8
"""Files one above the other."""
_INSIDE = "GitHub and CodeBuild have the repository alone: put the file into it, for example as a submodule"


def read_bases(text: str, file: str) -> tuple[Base, ...]:
    """Those of the spec ``text``, which was found in ``file``; none where it extends nothing.

    Raises SpecError where one of them cannot be read, and where they lead in a circle or out of the repository.
    """
    found: list[Base] = []
    path = f"{FOLDER}/{PurePath(file).name}"
    root = os.path.realpath(os.path.join(os.path.dirname(file), os.pardir))
    seen = [os.path.realpath(file)]
    while extends := _extends(text, file):
        name, place = extends
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        next_file = os.path.normpath(os.path.join(os.path.dirname(file), name))
        problem = _problem(name, path, os.path.realpath(next_file), seen, place)
        if problem := problem or _elsewhere(name, next_file, root, place):
            raise SpecError([problem])
        try:
            text, file = read(next_file), next_file
        except OutsideError as refusal:
            hint = f"the path is relative to {file}"
            raise SpecError([Problem(place, f"{refusal.what}: {refusal.why}", CODE, hint)]) from refusal
        seen.append(os.path.realpath(file))
        found.append(Base(file, path, text))
    return tuple(found)


def _extends(text: str, file: str) -> tuple[str, Location] | None:
    """What a file extends, and where it says so; None too where it is written wrongly, which its reader tells."""
    if KEY not in text:
        return None
    # Imported here: few specs extend another file, and an unchanged one needs no reader.
    from generator.spec import source
    from generator.spec.extension import path_in

    try:
        node = source.read(text, file).get(KEY)
    except SpecError:
        return None
    name = path_in(node) if node else ""
    return (name, node.location) if node and name else None


def _problem(name: str, path: str, real: str, seen: list[str], place: Location) -> Problem | None:
    if real in seen:
        names = " -> ".join(os.path.basename(each) for each in [*seen, real])
        return Problem(place, f"leads in a circle: {names}", CODE, "let one of them extend nothing")
    if len(seen) > _MOST:
        return Problem(place, f"is the {len(seen)}th file one above the other; {_MOST} are read", CODE)
    if path.startswith(("/", "../")) or path == "..":
        return Problem(place, f"{name} is outside of the repository", CODE, _INSIDE)
    folder = path.partition("/")[0]
    if folder in _NOT_WRITTEN:
        return Problem(place, f"{name} is in {folder}, where {_NOT_WRITTEN[folder]}", CODE, "extend a file of your own")
    return None


def _elsewhere(name: str, file: str, root: str, place: Location) -> Problem | None:
    """A symbolic link that leaves the repository leads nowhere in a clone of it."""
    real = os.path.realpath(file)
    if os.path.commonpath([real, root]) == root:
        return None
    return Problem(place, f"{name} is a link to {real}, which is outside of the repository", CODE, _INSIDE)
