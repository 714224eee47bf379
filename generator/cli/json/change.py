"""What deploying would do, and what became of it -> plain data for ``--json``; these names are a promise to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cli.json.document import problem_document
from generator.cli.json.impact import effect_document
from generator.errors import OutsideError, SpecError

if TYPE_CHECKING:
    from generator.app.deploy.plan import Planned
    from generator.app.deploy.progress import Outcome
    from generator.app.diff.waiting import Waiting
    from generator.app.run.target import Target
    from generator.errors import CanaryformError
    from generator.live.change_set import Change


def place_document(target: Target) -> dict[str, Any]:
    """Where a command works: project, environment, account and region."""
    return {
        "project": target.project.name,
        "environment": target.project.environment.name,
        "account": target.caller.account,
        "region": target.aws.region,
    }


def change_document(change: Change) -> dict[str, Any]:
    """One resource."""
    return {
        "action": change.action,
        "logical_id": change.logical_id,
        "type": change.type,
        "replacement": change.replacement,
        "properties": list(change.properties),
        "values": [each._asdict() for each in change.values],
    }


def planned_document(planned: Planned) -> dict[str, Any]:
    """One stack as it would be deployed."""
    return {
        "name": planned.stack.name,
        "action": str(planned.action),
        "changes": [change_document(change) for change in planned.changes],
        "kept": [{"type": each.type, "name": each.name, "fate": each.fate} for each in planned.kept],
        "error": error_document(planned.error),
    }


def waiting_document(waiting: Waiting | None) -> dict[str, Any] | None:
    """What no stack takes and the next release brings, since the last one."""
    if waiting is None:
        return None
    return {"since": waiting.release, "effects": [effect_document(effect) for effect in waiting.effects]}


def outcome_document(outcome: Outcome) -> dict[str, Any]:
    """What became of one stack."""
    return {
        "name": outcome.stack,
        "state": str(outcome.state),
        "changes": [change_document(change) for change in outcome.changes],
        "error": error_document(outcome.error),
    }


def error_document(error: CanaryformError | None) -> dict[str, Any] | None:
    """A refusal; those of the guard are problems of the spec."""
    if isinstance(error, OutsideError):
        return {"what": error.what, "why": error.why, "hint": error.hint}
    if isinstance(error, SpecError):
        return {"problems": [problem_document(problem) for problem in error.problems]}
    return None
