"""A ``PausePlan``, and what was done of it -> the document that ``--json`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from generator.cli.json.change import error_document, place_document

if TYPE_CHECKING:
    from generator.app.pause.plan import PausePlan
    from generator.app.run.target import Target
    from generator.errors import OutsideError
    from generator.live.deployment import Pause


def pause_document(
    target: Target, plan: PausePlan, done: Sequence[str], refusal: OutsideError | None, *, waits: bool
) -> dict[str, Any]:
    """``done`` is empty after a dry run; ``error`` is what ended the steps before the last."""
    return {
        "ok": refusal is None,
        **place_document(target),
        "steps": list(plan.steps(waits=waits)),
        "notes": list(plan.notes),
        "deployment": plan.deployment.id,
        "action": plan.action,
        "pauses": [pause_row(each) for each in plan.pauses],
        "leads_to": plan.leads_to or None,
        "done": list(done),
        "error": error_document(refusal),
        "problems": [],
    }


def pause_row(pause: Pause) -> dict[str, Any]:
    """A hook at which a deployment waits."""
    expires = pause.expires.astimezone(UTC).isoformat(timespec="seconds") if pause.expires else None
    return {"hook": pause.hook, "expires": expires, "then": pause.then}
