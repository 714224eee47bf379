"""What a fact is: something that AWS does with a change and no schema says, with the page that does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.difference.change import ExportChange, ResourceChange
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence


class Reason(NamedTuple):
    """What follows from a change, before the fact's page is put to it."""

    change: ResourceChange | ExportChange
    consequence: Consequence
    text: str
    hint: str = ""
    who: str = ""
    """Who notices it; nothing where the consequence says so by itself."""
    when: str = ""
    """When; nothing likewise."""
    source: str = ""
    """The page that says so, where it is another than the fact's."""


@dataclass(frozen=True)
class Fact:
    """``source`` is the page that says so."""

    id: str
    source: str
    find: Callable[[Comparison], Iterator[Reason]]
