"""A ``RollbackPlan``, and what was done of it -> the document that ``--json`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from generator.app.rollback.start import DeploymentStart, ImageStart
from generator.cli.json.change import error_document, place_document

if TYPE_CHECKING:
    from generator.app.rollback.plan import RollbackPlan
    from generator.app.rollback.start import Start
    from generator.app.run.target import Target
    from generator.errors import OutsideError
    from generator.live.alarm import LiveAlarm


def rollback_document(
    target: Target, plan: RollbackPlan, done: Sequence[str], started: str, refusal: OutsideError | None, *, waits: bool
) -> dict[str, Any]:
    """``done`` and ``started`` are empty after a dry run; ``error`` is what ended the steps before the last."""
    return {
        "ok": refusal is None,
        **place_document(target),
        "steps": list(plan.steps(waits=waits)),
        "notes": list(plan.notes),
        "deployment": plan.deployment.id if plan.deployment else None,
        "stops": plan.stops,
        "leads_to": plan.leads_to or None,
        "start": _start(plan.start) if plan.start else None,
        "alarms": [_alarm(alarm) for alarm in plan.firing],
        "done": list(done),
        "started": started or None,
        "error": error_document(refusal),
        "problems": [],
    }


def _start(start: Start) -> dict[str, Any]:
    if isinstance(start, DeploymentStart):
        return {
            "release": start.release,
            "by": "deployment",
            "task_definition": start.revision.task_definition,
            "alarms_left_out": list(start.left_out),
            "alarms_heeded": list(start.heeded),
        }
    if isinstance(start, ImageStart):
        return {"release": start.release, "by": "image", "image": start.image.address}
    return {
        "release": start.release,
        "by": "pipeline",
        "commit": start.commit.id,
        "commit_from": start.commit.source,
        "with_before": start.with_before,
    }


def _alarm(alarm: LiveAlarm) -> dict[str, Any]:
    since = alarm.since.astimezone(UTC).isoformat() if alarm.since else None
    return {"name": alarm.name, "since": since, "reason": alarm.reason}
