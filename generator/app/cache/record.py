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
        "stacks": [
            [
                stack.name,
                stack.noun,
                stack.folder,
                stack.template_path,
                stack.resources,
                list(stack.depends_on),
                stack.needs_iam,
                stack.by_administrator,
                list(stack.regions),
            ]
            for stack in product.stacks
        ],
        "artifacts": [[artifact.path, _text(artifact)] for artifact in product.artifacts],
        "sources": [
            [source.environment, source.context, source.dockerfile, source.version_file] for source in product.sources
        ],
        "notes": list(product.notes),
        "problems": problems_record(product.problems),
    }


def product_of(record: dict[str, Any]) -> Product:
    """The product that was recorded. Raises one of UNREADABLE."""
    return Product(
        file=record["file"],
        project=record["project"],
        environments=tuple(record["environments"]),
        stacks=tuple(_stack(*row) for row in record["stacks"]),
        artifacts=tuple(PackedArtifact(path, a2b_base64(text)) for path, text in record["artifacts"]),
        sources=tuple(Source(*row) for row in record["sources"]),
        notes=tuple(record["notes"]),
        problems=problems_of(record["problems"]),
    )


def problems_record(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems as plain data."""
    return [
        [
            problem.location.file,
            problem.location.line,
            problem.location.column,
            problem.location.path,
            problem.message,
            problem.code,
            problem.hint,
            str(problem.severity),
            problem.subject,
        ]
        for problem in problems
    ]


def problems_of(rows: list[list[Any]]) -> tuple[Problem, ...]:
    """The problems that were recorded. Raises one of UNREADABLE."""
    return tuple(
        Problem(Location(file, line, column, path), message, code, hint, Severity(severity), subject)
        for file, line, column, path, message, code, hint, severity, subject in rows
    )


def matches_record(matches: Iterable[Match]) -> list[list[Any]]:
    """Findings of cfn-lint as plain data."""
    return [
        [match.code, str(match.severity), match.message, match.logical_id, match.line, match.column]
        for match in matches
    ]


def matches_of(rows: list[list[Any]]) -> tuple[Match, ...]:
    """The findings that were recorded. Raises one of UNREADABLE."""
    return tuple(
        Match(code, Severity(severity), message, logical_id, line, column)
        for code, severity, message, logical_id, line, column in rows
    )


def _stack(
    name: str,
    noun: str,
    folder: str,
    template_path: str,
    resources: int,
    depends_on: list[str],
    needs_iam: bool,
    by_administrator: bool,
    regions: list[str],
) -> StackSummary:
    return StackSummary(
        name,
        noun,
        folder,
        template_path,
        resources,
        tuple(depends_on),
        needs_iam,
        by_administrator,
        tuple(regions),
    )


def _text(artifact: AnyArtifact) -> str:
    whole = artifact if isinstance(artifact, PackedArtifact) else packed(artifact)
    return b2a_base64(whole.packed, newline=False).decode()
