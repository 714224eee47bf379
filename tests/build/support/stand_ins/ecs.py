"""What the stand-in for ``aws`` answers about one task of ECS, and about its log."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.build.support.stand_ins.place import Place, refuse

_TASK = "arn:aws:ecs:us-west-2:123456789012:task/cluster/0123456789abcdef"
_OTHER = "arn:aws:ecs:us-west-2:123456789012:task/cluster/fedcba9876543210"


def _list_tasks(place: Place, given: dict[str, str]) -> dict[str, Any]:
    _only(given, "cluster", "family")
    return {"taskArns": [_OTHER] if place.read()["task"].get("other") else []}


def _register_task_definition(place: Place, given: dict[str, str]) -> dict[str, Any]:
    _only(given, "cli-input-json")
    family = json.loads(given["cli-input-json"])["family"]
    arn = f"arn:aws:ecs:us-west-2:123456789012:task-definition/{family}:7"
    return {"taskDefinition": {"taskDefinitionArn": arn}}


def _run_task(place: Place, given: dict[str, str]) -> dict[str, Any]:
    _only(given, "cluster", "task-definition", "launch-type", "network-configuration")
    refusal = place.read()["task"].get("refusal")
    if refusal:
        return {"tasks": [], "failures": [{"arn": given["cluster"], "reason": refusal}]}
    return {"tasks": [{"taskArn": _TASK}], "failures": []}


def _describe_tasks(place: Place, given: dict[str, str]) -> dict[str, Any]:
    """One that is asked for too early is not there yet; one that is told to stop has no exit code."""
    _only(given, "cluster", "tasks")
    state = place.read()
    task = state["task"]
    task["polls"] -= 1
    place.write(state)
    if given["tasks"] != _TASK or task["polls"] > 1:
        return {"tasks": [], "failures": [{"arn": given["tasks"], "reason": "MISSING"}]}
    ended = task["polls"] <= 0 or task.get("stopped")
    container = {"name": "app", "exitCode": task.get("exit"), "reason": task.get("reason")}
    status = "STOPPED" if ended else "RUNNING"
    stopped = {"stoppedReason": task.get("why", "Essential container in task exited"), "containers": [container]}
    return {"tasks": [{"taskArn": _TASK, "lastStatus": status, **(stopped if ended else {})}], "failures": []}


def _stop_task(place: Place, given: dict[str, str]) -> dict[str, Any]:
    _only(given, "cluster", "task", "reason")
    state = place.read()
    state["task"] |= {"stopped": True, "why": given["reason"]}
    place.write(state)
    return {"task": {"taskArn": given["task"], "lastStatus": "RUNNING"}}


def _get_log_events(place: Place, given: dict[str, str]) -> dict[str, Any]:
    _only(given, "log-group-name", "log-stream-name", "limit")
    log = place.read()["task"].get("log")
    if log is None:
        refuse("An error occurred (ResourceNotFoundException): The specified log stream does not exist.", 254)
    return {"events": [{"message": line} for line in log]}


def _only(given: dict[str, str], *keys: str) -> None:
    if given.keys() != set(keys):
        refuse(f"stand-in: {sorted(given)} are not {sorted(keys)}")


ANSWERS: dict[str, Callable[[Place, dict[str, str]], dict[str, Any]]] = {
    "ecs list-tasks": _list_tasks,
    "ecs register-task-definition": _register_task_definition,
    "ecs run-task": _run_task,
    "ecs describe-tasks": _describe_tasks,
    "ecs stop-task": _stop_task,
    "logs get-log-events": _get_log_events,
}
