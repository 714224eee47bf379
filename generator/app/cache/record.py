"""Products, problems and matches -> plain data for the store, and back."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable
from typing import Any

from generator.app.product import Product, Source, StackSummary
from generator.artifacts import AnyArtifact, PackedArtifact, packed
from generator.gate.match import Match
from generator.problems import Location, Problem, Severity

UNREADABLE = (TypeError, ValueError, KeyError, IndexError)
"""What reading data raises that was not written by this version: such an entry is none."""


def product_record(product: Product) -> dict[str, Any]:
    """A product as plain data."""
    return {
        "file": product.file,
        "project": product.project,
        "environments": list(product.environments),
        "stacks": [[*stack] for stack in product.stacks],
        "artifacts": [[artifact.path, _text(artifact)] for artifact in product.artifacts],
        "sources": [source._asdict() for source in product.sources],
        "notes": list(product.notes),
        "problems": problems_record(product.problems),
    }


def product_of(record: dict[str, Any]) -> Product:
    """The product that was recorded. Raises one of UNREADABLE."""
    return Product(
        file=record["file"],
        project=record["project"],
        environments=tuple(record["environments"]),
        stacks=tuple(_stack(row) for row in record["stacks"]),
        artifacts=tuple(PackedArtifact(path, a2b_base64(text)) for path, text in record["artifacts"]),
        sources=tuple(Source(**{**row, "test": tuple(row["test"])}) for row in record["sources"]),
        notes=tuple(record["notes"]),
        problems=problems_of(record["problems"]),
    )


def problems_record(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems as plain data."""
    return [[*problem.location, *problem[1:]] for problem in problems]


def problems_of(rows: list[list[Any]]) -> tuple[Problem, ...]:
    """The problems that were recorded. Raises one of UNREADABLE."""
    return tuple(
        Problem(Location(file, line, column, path), message, code, hint, Severity(severity), artifact, logical_id)
        for file, line, column, path, message, code, hint, severity, artifact, logical_id in rows
    )


def matches_record(matches: Iterable[Match]) -> list[list[Any]]:
    """Findings of cfn-lint as plain data."""
    return [[*match] for match in matches]


def matches_of(rows: list[list[Any]]) -> tuple[Match, ...]:
    """The findings that were recorded. Raises one of UNREADABLE."""
    return tuple(
        Match(code, Severity(severity), message, logical_id, line, column)
        for code, severity, message, logical_id, line, column in rows
    )


def _stack(row: list[Any]) -> StackSummary:
    stack = StackSummary(*row)
    return stack._replace(depends_on=tuple(stack.depends_on), regions=tuple(stack.regions))


def _text(artifact: AnyArtifact) -> str:
    whole = artifact if isinstance(artifact, PackedArtifact) else packed(artifact)
    return b2a_base64(whole.packed, newline=False).decode()
