"""What deploying would do, and what became of it -> plain data for ``--json``; these names are a promise to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cli.json.document import problem_document
from generator.cli.json.impact import effect_document
from generator.errors import OutsideError, SpecError

if TYPE_CHECKING:
    from generator.app.deploy.impact import Beyond
    from generator.app.deploy.plan import Planned
    from generator.app.deploy.progress import StackOutcome
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


def planned_document(planned: Planned, beyond: Beyond | None = None) -> dict[str, Any]:
    """One stack as it would be deployed, and what is known of that ``beyond`` its change set."""
    return {
        "name": planned.stack.name,
        "action": str(planned.action),
        "changes": [change_document(change) for change in planned.changes],
        "kept": [{"type": each.type, "name": each.name, "fate": each.fate} for each in planned.kept],
        "effects": [effect_document(effect) for effect in beyond.of(planned.stack.name)] if beyond else [],
        "warnings": list(planned.change_set.warnings) if planned.change_set else [],
        "error": error_document(planned.error),
    }


def beyond_document(beyond: Beyond) -> dict[str, Any]:
    """Of all stacks together: where a deployment stops, and why nothing was compared with what is deployed."""
    stop = beyond.found.stop if beyond.found else None
    return {
        "stop": {key: list(names) for key, names in stop._asdict().items()} if stop else None,
        "not_compared": beyond.why_not or None,
    }


def waiting_document(waiting: Waiting | None) -> dict[str, Any] | None:
    """What no stack takes and the next release brings, since the last one."""
    if waiting is None:
        return None
    effects = [effect_document(effect) for effect in waiting.effects]
    return {"since": waiting.release, "effects": effects, "commands": list(waiting.commands)}


def outcome_document(outcome: StackOutcome) -> dict[str, Any]:
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
