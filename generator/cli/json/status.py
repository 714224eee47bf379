"""A ``Status`` -> the document that ``--json`` prints. Times are ISO 8601 in UTC; shares are percent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from generator.app.status.colour import Colour, colours
from generator.app.status.health import health
from generator.cli.json.change import error_document
from generator.cli.json.pause import pause_row
from generator.errors import OutsideError

if TYPE_CHECKING:
    from generator.app.status.environment import Status
    from generator.app.status.fleet import Looked
    from generator.app.status.job import JobState
    from generator.app.status.job_status import JobStatus
    from generator.app.status.part import Part
    from generator.app.status.pipeline import PipelineState
    from generator.app.status.release import ReleaseState
    from generator.app.status.service import ServiceState
    from generator.app.status.stack import StackState
    from generator.live.alarm import LiveAlarm
    from generator.live.deployment import Deployment
    from generator.live.pipeline import PipelineExecution, PipelineStage
    from generator.live.run import Run


def looked_document(looked: Looked) -> dict[str, Any]:
    """The status of one service of one environment, with its name; the error where AWS was not asked."""
    project = looked.service.project
    place = {"project": project.name, "environment": project.environment.name, "name": looked.service.name}
    if isinstance(looked.found, OutsideError):
        return {"ok": False, **place, "error": error_document(looked.found)}
    return {**status_document(looked.found), "name": looked.service.name}


def status_document(status: Status) -> dict[str, Any]:
    """Every part, null where it is not deployed; ``unknown`` says why a part could not be asked."""
    verdict = health(status)
    alarms, traffic = status.alarms.value, status.traffic.value
    return {
        "ok": verdict.is_well,
        "project": status.project.name,
        "environment": status.project.environment.name,
        "account": status.account,
        "region": status.project.region,
        "url": status.url or None,
        "service": status.service.value and _service(status.service.value),
        "release": status.release.value and _release(status.release.value),
        "traffic": traffic and [_colour(colour) for colour in colours(status)],
        "has_pipeline": status.has_pipeline,
        "pipeline": status.pipeline.value and _pipeline(status.pipeline.value),
        "alarms": alarms and {"alarms": [_alarm(each) for each in alarms.found], "missing": list(alarms.missing)},
        **({"jobs": [_job(each) for each in status.jobs.value]} if status.jobs.value else {}),
        "stacks": None if status.stacks.value is None else [_stack(each) for each in status.stacks.value],
        "faults": list(verdict.faults),
        "unknown": {name: _refusal(part) for name, part in status.parts if part.refusal},
    }


def job_document(status: JobStatus) -> dict[str, Any]:
    """Every part of a job, null where it is not deployed; ``unknown`` says why a part could not be asked."""
    project, verdict = status.job.project, status.health
    schedule = status.schedule.value
    return {
        "ok": verdict.is_well,
        "project": project.name,
        "environment": project.environment.name,
        "account": status.account,
        "region": project.region,
        "service": status.job.service.name,
        "job": status.state.value and _job(status.state.value),
        "is_on": schedule and schedule.is_on,
        "runs": None if status.runs.value is None else [_run(each) for each in status.runs.value],
        "stacks": None if status.stacks.value is None else [_stack(each) for each in status.stacks.value],
        "faults": list(verdict.faults),
        "unknown": {name: _refusal(part) for name, part in status.parts if part.refusal},
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "task": run.arn,
        "status": run.status,
        "began": _time(run.created),
        "ended": _time(run.stopped),
        "failed": run.is_failed,
        "exit_codes": dict(run.exit_codes),
        "reason": run.reason or None,
    }


def _job(state: JobState) -> dict[str, Any]:
    return {
        "name": state.name,
        "is_deployed": state.is_deployed,
        "version": state.version or None,
        "schedule": state.schedule,
        "could_not_start": state.is_undelivered,
    }


def _service(state: ServiceState) -> dict[str, Any]:
    image = state.image.value
    return {
        "version": state.version or None,
        "image": state.container and state.container.image,
        "tags": list(image.tags) if image else None,
        "task_definition": state.service.running_task_definition,
        "desired": state.service.desired,
        "running": state.service.running,
        "pending": state.service.pending,
        "failed_tasks": [{"task": each.arn, "at": _time(each.stopped), "reason": each.reason} for each in state.failed],
    }


def _release(state: ReleaseState) -> dict[str, Any]:
    steps = state.progress.steps if state.progress else ()
    shares = state.progress.shares if state.progress else ()
    return {
        "deployment": state.deployment and _deployment(state.deployment),
        "takes_back": state.taken_back and _deployment(state.taken_back),
        "steps": [{"name": step.name, "status": step.status, "message": step.message} for step in steps],
        "shares": [
            {"part": each.part, "target_group": each.target_group, "percent": each.percent, "status": each.status}
            for each in shares
        ],
    }


def _deployment(deployment: Deployment) -> dict[str, Any]:
    return {
        "id": deployment.id,
        "status": deployment.status,
        "is_rollback": bool(deployment.rolls_back),
        "created": _time(deployment.created),
        "ended": _time(deployment.ended),
        "error": deployment.error or None,
        "message": deployment.message or None,
        "pauses": [pause_row(each) for each in deployment.pauses],
    }


def _colour(colour: Colour) -> dict[str, Any]:
    return {
        "colour": colour.name,
        "percent": colour.percent,
        "version": colour.version or None,
        "tasks": colour.tasks and vars(colour.tasks),
        "targets": None if colour.targets is None else dict(colour.targets),
        "complaints": list(colour.complaints),
    }


def _pipeline(state: PipelineState) -> dict[str, Any]:
    newest = state.newest
    return {
        "name": state.pipeline.name,
        "url": state.pipeline.console_url,
        "newest": newest and _execution(newest),
        "stages": [_stage(stage) for stage in state.pipeline.stages],
    }


def _execution(execution: PipelineExecution) -> dict[str, Any]:
    return {
        "id": execution.id,
        "status": execution.status,
        "trigger": execution.trigger,
        "started": _time(execution.started),
        "revision": execution.revision,
    }


def _stage(stage: PipelineStage) -> dict[str, Any]:
    actions = [
        {
            "name": action.name,
            "status": action.status or None,
            "summary": action.summary or None,
            "error": action.error or None,
            "url": action.url or None,
            "waits_for_a_person": action.is_asking,
        }
        for action in stage.actions
    ]
    return {
        "name": stage.name,
        "status": stage.status or None,
        "execution": stage.execution or None,
        "disabled": stage.disabled or None,
        "waiting": list(stage.waiting),
        "actions": actions,
    }


def _alarm(alarm: LiveAlarm) -> dict[str, Any]:
    return {"name": alarm.name, "state": alarm.state, "reason": alarm.reason, "since": _time(alarm.since)}


def _stack(stack: StackState) -> dict[str, Any]:
    return {
        "name": stack.name,
        "status": stack.status or None,
        "reasons": list(stack.reasons),
        "expected_drift": list(stack.moved),
    }


def _refusal(part: Part[object]) -> dict[str, str]:
    assert part.refusal is not None
    return {"what": part.refusal.what, "why": part.refusal.why, "hint": part.refusal.hint}


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
