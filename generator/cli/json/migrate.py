"""A ``Migration``, and what ended it -> the document that ``--json`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cli.json.change import error_document, place_document

if TYPE_CHECKING:
    from generator.app.migrate.run import Migration
    from generator.app.run.target import Target
    from generator.errors import CanaryformError


def migration_document(target: Target, migration: Migration, refusal: CanaryformError | None) -> dict[str, Any]:
    """``what`` of a step is null where an earlier run did it."""
    steps = [{"number": each.number, "name": each.step.name, "what": each.what or None} for each in migration.steps]
    return {
        "ok": refusal is None,
        **place_document(target),
        "service": target.service.name,
        "has_way_back": migration.has_way_back,
        "steps": steps,
        "error": error_document(refusal),
        "problems": [],
    }
