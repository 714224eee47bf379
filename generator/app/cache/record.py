"""Products, problems and matches -> plain data for the store, and back."""

from __future__ import annotations

import types
import typing
import zlib
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias, TypeVar

from generator.app.build.product import Claims, Product, Source, StackSummary, Start
from generator.app.output.place import is_safe
from generator.artifacts import AnyArtifact, PackedArtifact, packed
from generator.gate.match import Match
from generator.problems import Location, Problem, Severity

_T = TypeVar("_T")

UNREADABLE = (AttributeError, TypeError, ValueError, KeyError, IndexError, zlib.error)
"""What reading data raises that was not written by this version: such an entry is none."""
LONGEST = 16 * 2**20
"""Bytes of a generated file: CloudFormation takes templates of 1 MB."""
_CHUNK = 2**16
Places: TypeAlias = Mapping[tuple[str | int, ...], tuple[int, int]]
"""The path of a value -> its line and column."""


def product_record(product: Product) -> dict[str, Any]:
    """A product as plain data."""
    return {
        "file": product.file,
        "project": product.project,
        "environments": list(product.environments),
        "stacks": [[*stack] for stack in product.stacks],
        "artifacts": [[artifact.path, _text(artifact)] for artifact in product.artifacts],
        "sources": [source._asdict() for source in product.sources],
        "claims": product.claims and _claims_record(product.claims),
        "notes": list(product.notes),
        "origins": {path: {name: [*place] for name, place in own.items()} for path, own in product.origins.items()},
        "problems": problems_record(product.problems),
    }


def product_of(record: dict[str, Any]) -> Product:
    """The product that was recorded. Raises one of UNREADABLE."""
    return _made(
        Product,
        file=record["file"],
        project=record["project"],
        environments=_listed(record["environments"]),
        stacks=tuple(_stack(row) for row in record["stacks"]),
        artifacts=_artifacts(record["artifacts"]),
        sources=tuple(
            _made(Source, **{**row, "test": _listed(row["test"]), "accepts": _listed(row["accepts"])})
            for row in record["sources"]
        ),
        claims=record["claims"] and _claims(record["claims"]),
        notes=_listed(record["notes"]),
        origins={path: _places(own) for path, own in record["origins"].items()},
        problems=problems_of(record["problems"]),
    )


def problems_record(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems as plain data."""
    return [[*problem.location, *problem[1:]] for problem in problems]


def problems_of(rows: list[list[Any]]) -> tuple[Problem, ...]:
    """The problems that were recorded. Raises one of UNREADABLE."""
    return tuple(
        _made(
            Problem,
            location=_made(Location, file=file, line=line, column=column, path=path),
            message=message,
            code=code,
            hint=hint,
            severity=Severity(severity),
            artifact=artifact,
            logical_id=logical_id,
        )
        for file, line, column, path, message, code, hint, severity, artifact, logical_id in rows
    )


def matches_record(matches: Iterable[Match]) -> list[list[Any]]:
    """Findings of cfn-lint as plain data."""
    return [[*match] for match in matches]


def matches_of(rows: list[list[Any]]) -> tuple[Match, ...]:
    """The findings that were recorded. Raises one of UNREADABLE."""
    return tuple(
        _made(
            Match,
            code=code,
            severity=Severity(severity),
            message=message,
            logical_id=logical_id,
            line=line,
            column=column,
        )
        for code, severity, message, logical_id, line, column in rows
    )


def document_record(data: Any, places: Places) -> dict[str, Any]:
    """The data of a text, and places in it, as plain data."""
    return {"data": data, "places": [[*place, *path] for path, place in places.items()]}


def document_of(record: dict[str, Any]) -> tuple[Any, Places]:
    """What was recorded. Raises one of UNREADABLE."""
    places = {tuple(path): (line, column) for line, column, *path in record["places"]}
    if not all(type(number) is int for place in places.values() for number in place):
        raise TypeError("a place that is no line and column")
    return record["data"], places


def _stack(row: list[Any]) -> StackSummary:
    values = dict(zip(StackSummary._fields, row, strict=True))
    return _made(
        StackSummary,
        **{**values, "depends_on": _listed(values["depends_on"]), "regions": _listed(values["regions"])},
    )


def _claims_record(claims: Claims) -> dict[str, Any]:
    settings, starts = [[*each] for each in claims.settings], [[*each] for each in claims.starts]
    return {**claims._asdict(), "settings": settings, "starts": starts}


def _claims(row: dict[str, Any]) -> Claims:
    starts = (_made(Start, **dict(zip(Start._fields, start, strict=True))) for start in row["starts"])
    return _made(Claims, **{**row, "settings": tuple(map(_listed, row["settings"])), "starts": tuple(starts)})


def _listed(value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"no list: {value!r}")
    return tuple(value)


def _places(own: dict[str, Any]) -> dict[str, tuple[str, int, int]]:
    found = {name: (file, line, column) for name, (file, line, column) in own.items()}
    if not all([*map(type, place)] == [str, int, int] for place in found.values()):
        raise TypeError("a place that is no file, line and column")
    return found


def _artifacts(rows: list[list[Any]]) -> tuple[PackedArtifact, ...]:
    found = tuple(_made(PackedArtifact, path=path, packed=a2b_base64(text)) for path, text in rows)
    if not all(is_safe(artifact.path) for artifact in found):
        raise ValueError("a path that leads out of the output folder")
    if len({artifact.path.casefold() for artifact in found}) != len(found):
        raise ValueError("two files of one path")
    for artifact in found:
        _inflate(artifact.packed)
    return found


def _inflate(packed: bytes) -> None:
    """Look whether it can be unpacked, a piece at a time: a few bytes may stand for gigabytes."""
    unpacker, size = zlib.decompressobj(), 0
    while not unpacker.eof:
        piece = unpacker.decompress(packed, _CHUNK)
        packed, size = unpacker.unconsumed_tail, size + len(piece)
        if size > LONGEST or (not piece and not packed and not unpacker.eof):
            raise ValueError("no file that was packed by us")
    if unpacker.unused_data:
        raise ValueError("more than one file")


def _made(kind: type[_T], /, **values: Any) -> _T:
    """A record of this kind. Raises TypeError where a value is not of the type that its field has."""
    for name, expected in _types(typing.cast("typing.Hashable", kind)).items():
        if name in values and not _fits(values[name], expected):
            raise TypeError(f"{name}: {values[name]!r}")
    return kind(**values)


def _fits(value: object, expected: Any) -> bool:
    origin, arguments = typing.get_origin(expected), typing.get_args(expected)
    if origin is types.UnionType:
        return any(_fits(value, each) for each in arguments)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(item, arguments[0]) for item in value)
    if origin is not None:  # Artifacts, or places, each of which was looked at.
        return isinstance(value, dict if origin is Mapping else tuple)
    return type(value) is bool if expected is bool else isinstance(value, expected) and type(value) is not bool


@cache
def _types(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _text(artifact: AnyArtifact) -> str:
    whole = artifact if isinstance(artifact, PackedArtifact) else packed(artifact)
    return b2a_base64(whole.packed, newline=False).decode()
