"""A value of a template -> the resources and exports that stand in it, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.subject import Path

_VARIABLE = re.compile(r"\$\{(?!!)([^}]+)\}")


class Reference(NamedTuple):
    """``path`` leads to the outermost function around it."""

    path: Path
    target: str
    """A logical id, or an export's name."""
    is_import: bool = False


def references(value: Any, name: Callable[[Any], Any], path: Path = ()) -> Iterator[Reference]:
    """All of them; ``name`` resolves the name of an import."""
    if isinstance(value, Mapping):
        if len(value) == 1:
            [(function, argument)] = value.items()
            if function == "Ref" or str(function).startswith("Fn::"):
                yield from (Reference(path, *found) for found in _of_call(str(function), argument, name))
                return
        for key, item in value.items():
            yield from references(item, name, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from references(item, name, (*path, index))


def _of_call(function: str, argument: Any, name: Callable[[Any], Any]) -> Iterator[tuple[str, bool]]:
    match function, argument:
        case "Ref", str():
            yield argument, False
        case "Fn::GetAtt", str():
            yield argument.partition(".")[0], False
        case "Fn::GetAtt", [str(logical_id), *_]:
            yield logical_id, False
        case "Fn::Sub", str():
            yield from _variables(argument)
        case "Fn::Sub", [str(template), Mapping() as own]:
            yield from (found for found in _variables(template) if found[0] not in own)
            yield from _inside(own, name)
        case "Fn::ImportValue", _:
            found = name(argument)
            if isinstance(found, str):
                yield found, True
        case _:
            yield from _inside(argument, name)


def _inside(value: Any, name: Callable[[Any], Any]) -> Iterator[tuple[str, bool]]:
    yield from ((found.target, found.is_import) for found in references(value, name))


def _variables(template: str) -> Iterator[tuple[str, bool]]:
    yield from ((found.strip().partition(".")[0], False) for found in _VARIABLE.findall(template))
