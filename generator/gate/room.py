"""A package of rules -> a room: the ``RULE`` of each of its modules, so that a new file is a new rule."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from generator.gate.rule import Rule


class Room(NamedTuple):
    """Rules about one part of the system, in the order of their names."""

    name: str
    description: str
    """The package's first sentence."""
    rules: tuple[Rule, ...]


def room(package: ModuleType) -> Room:
    """The room that ``package`` is."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    rules = tuple(import_module(f"{package.__name__}.{name}").RULE for name in names)
    return Room(package.__name__.rpartition(".")[2], package.__doc__ or "", rules)
