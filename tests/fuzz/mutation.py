"""A text and a source of chance -> the same text, damaged by byte, by value or by structure."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import yaml

_PIECES = (
    b"\0",
    b"\n",
    b"\t",
    b"'",
    b'"',
    b"${",
    b"}",
    b"&a ",
    b"*a",
    b"<<: ",
    b"!Ref ",
    b"!!binary ",
    b"\xff",
    b": ",
    b"- ",
)
_VALUES: Sequence[Any] = (
    *(None, True, -1, 0, 10**30, 1.5, float("inf"), "", " ", "x\n", "\u2028", "a" * 5000, "../..", "--endpoint-url"),
    *("<IMAGE1_NAME>", "${AWS::NoValue}", "$(id)", "v*", "{", [], {}, [[]], [None], {"Ref": ["x"]}, {"Fn::Sub": {}}),
)


def by_byte(text: str, chance: Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.choice((0, 0, 1, 5, 40))] = chance.choice(_PIECES)
    return bytes(data)


def by_value(text: str, chance: Random) -> bytes:
    return _changed(text, chance, lambda home, key: home.__setitem__(key, copy.deepcopy(chance.choice(_VALUES))))


def by_structure(text: str, chance: Random) -> bytes:
    def change(home: Any, key: Any) -> None:
        value = copy.deepcopy(home[key])
        match chance.randrange(4):
            case 0:
                del home[key]
            case 1:
                home[key] = [value]
            case 2:
                home[key] = {"x": value}
            case _ if isinstance(home, dict):
                home[f"{key}x"] = home.pop(key)
            case _:
                home.append(value)

    return _changed(text, chance, change)


WAYS: Sequence[Callable[[str, Random], bytes]] = (by_byte, by_value, by_structure)


def _changed(text: str, chance: Random, change: Callable[[Any, Any], None]) -> bytes:
    data = yaml.load(text, Loader=yaml.BaseLoader) if "!" in text else yaml.safe_load(text)
    for _ in range(chance.randint(1, 3)):
        places = [*_places(data)]
        if places:
            change(*chance.choice(places))
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")


def _places(data: Any) -> list[tuple[Any, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, inner in [*items] for place in ((data, key), *_places(inner))]
