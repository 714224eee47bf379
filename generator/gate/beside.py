"""Where a file lies -> what it belongs together with: what is in the same folder, or everything where nothing is.

Of several services, each has a folder; of one, the templates often lie elsewhere than what is released.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from generator.gate.subject import SideFile
from generator.gate.system import Resource, Task

_Thing = TypeVar("_Thing", Resource, SideFile, Task)


def beside(place: Resource | SideFile | Task, things: Iterable[_Thing]) -> list[_Thing]:
    """Those of ``things`` that lie where ``place`` does; all of them where none does."""
    folder, found = folder_of(place), list(things)
    return [thing for thing in found if folder_of(thing) == folder] or found


def folder_of(place: Resource | SideFile | Task) -> str:
    """The folder of a file, or of the template that a resource is in."""
    if isinstance(place, Task):
        return folder_of(place.place)
    path = place.template.path if isinstance(place, Resource) else place.path
    return path.rpartition("/")[0]
