"""Values that people wrote, and the shape that their reader takes -> unknown keys, missing ones, wrong types, words.

For the formats of which no service model is at hand. What only a run decides (``${{ ... }}``, a placeholder) may be
anything, and so may what no file says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from generator.gate.fault import Fault, last, nearest, shown
from generator.gate.subject import Path
from generator.gate.value import Unknown, is_literal

_FEW = 12
"""Words that are told where it is none of them."""


class Shape(Protocol):
    """What a value has to be."""

    @property
    def what(self) -> str:
        """In a person's words: ``a list``."""
        ...

    def fits(self, value: Any) -> bool:
        """Whether the value is of the type at all."""
        ...

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """What is wrong inside of a value of the type."""
        ...


@dataclass(frozen=True)
class Anything:
    """What is not looked at."""

    what: str = "anything"

    def fits(self, value: Any) -> bool:
        """Always."""
        return True

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """Nothing."""
        return iter(())


@dataclass(frozen=True)
class Scalar:
    """A text, a number, or true or false: readers of YAML take one for the other."""

    words: Collection[str] = ()
    """All that it may be; anything where there are none."""
    what: str = "a text"

    def fits(self, value: Any) -> bool:
        """Whether it is no list and no object, and not nothing."""
        return isinstance(value, str | int | float)

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """A word that is not one of ``words``."""
        if self.words and str(value) not in self.words:
            near = nearest(str(value), self.words)
            few = (
                f"; it is one of {', '.join(sorted(self.words))}" if len(self.words) <= _FEW else ", which is not known"
            )
            yield Fault(path, f"{last(path)} is '{value}'{few}", f"is it {near}?" if near else "", is_new=not near)


@dataclass(frozen=True)
class Exact:
    """A value of one of JSON's types, for which its reader takes no other: a text or a whole number."""

    type: type[str] | type[int]

    @property
    def what(self) -> str:
        """In a person's words."""
        return "a text" if self.type is str else "a whole number"

    def fits(self, value: Any) -> bool:
        """Whether it is of the type; true and false are no numbers."""
        return type(value) is self.type

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """Nothing."""
        return iter(())


@dataclass(frozen=True)
class Listed:
    """A list of things of one shape."""

    item: Shape = field(default_factory=Anything)
    is_filled: bool = False
    """Whether it has one item at least."""
    what: str = "a list"

    def fits(self, value: Any) -> bool:
        """Whether it is a list."""
        return isinstance(value, list | tuple)

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """Those of its items."""
        if self.is_filled and not value:
            yield Fault(path, f"{last(path)} is empty")
        for index, item in enumerate(value):
            yield from faults(item, self.item, (*path, index))


@dataclass(frozen=True)
class Named:
    """An object whose keys a person chooses."""

    item: Shape = field(default_factory=Anything)
    what: str = "an object"

    def fits(self, value: Any) -> bool:
        """Whether it is an object."""
        return isinstance(value, Mapping)

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """Those of its values."""
        for key, item in value.items():
            yield from faults(item, self.item, (*path, str(key)))


@dataclass(frozen=True)
class Record:
    """An object with the keys that its reader knows."""

    keys: Mapping[str, Shape]
    required: Collection[str] = ()
    choices: tuple[tuple[str, ...], ...] = ()
    """Keys of which there is exactly one."""
    what: str = "an object"

    def fits(self, value: Any) -> bool:
        """Whether it is an object."""
        return isinstance(value, Mapping)

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """Unknown and missing keys, and what is wrong with the values of the others."""
        where = last(path) if path else "the file"
        meant = {*map(str, value)}
        for key, item in value.items():
            inside = (*path, str(key))
            if key in self.keys:
                yield from faults(item, self.keys[key], inside)
            else:
                near = nearest(str(key), self.keys.keys() - value.keys())
                yield Fault(inside, f"{where} has no key '{key}'", f"is it {near}?" if near else "", is_new=not near)
                meant.add(near)
        missing = [key for key in self.required if key not in meant]
        if missing:
            yield Fault(path, f"{where} lacks {' and '.join(missing)}")
        for choice in self.choices:
            present = [key for key in map(str, value) if key in choice]
            if not meant.intersection(choice):
                yield Fault(path, f"{where} has neither {' nor '.join(choice)}")
            elif len(present) > 1:
                yield Fault((*path, present[1]), f"{where} has both {' and '.join(present)}, and may have one of them")


@dataclass(frozen=True)
class Either:
    """One of several shapes, told by the type."""

    shapes: tuple[Shape, ...]

    @property
    def what(self) -> str:
        """Each of them."""
        return " or ".join(dict.fromkeys(shape.what for shape in self.shapes))

    def fits(self, value: Any) -> bool:
        """Whether the value is of one of the types."""
        return any(shape.fits(value) for shape in self.shapes)

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """Those of the first shape that has the value's type."""
        yield from next(shape for shape in self.shapes if shape.fits(value)).faults(value, path)


@dataclass(frozen=True)
class Empty:
    """Nothing at all, where that may stand."""

    what: str = "nothing"

    def fits(self, value: Any) -> bool:
        """Whether it is nothing."""
        return value is None

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """None."""
        return iter(())


def faults(value: Any, shape: Shape, path: Path = ()) -> Iterator[Fault]:
    """What is wrong with ``value``, which stands at ``path``."""
    if isinstance(value, Unknown) or (isinstance(value, str) and value and not is_literal(value)):
        return
    if shape.fits(value):
        yield from shape.faults(value, path)
    else:
        yield Fault(path, f"{last(path) if path else 'the file'} is {shape.what}, and here {shown(value)}")
