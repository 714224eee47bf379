"""The tasks of the shop's environment ``prod`` in the middle of a release, and what they write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.live.environment import NOON, REVISION
from tests.live.release import CANARY, NEW_REVISION
from tests.live.stand_in import ACCOUNT, Answer, Answers, Refusal

GROUP = "/ecs/shop-prod"
OLD_TASK, NEW_TASK, GONE_TASK = (letter * 32 for letter in "abc")
MISSING = Refusal("ResourceNotFoundException", "The specified log group does not exist.")


def stream(task: str, container: str = "shop") -> str:
    return f"task/{container}/{task}"


def task(id: str, revision: str, status: str = "RUNNING", *, agent: str = "RUNNING", **changed: Any) -> dict[str, Any]:
    """A row of DescribeTasks; ``agent`` is empty where ECS Exec is off."""
    agents = [{"name": "ExecuteCommandAgent", "lastStatus": agent}] if agent else []
    return {
        "taskArn": f"arn:aws:ecs:us-west-2:{ACCOUNT}:task/shop-prod/{id}",
        "taskDefinitionArn": revision,
        "lastStatus": status,
        "createdAt": NOON,
        "enableExecuteCommand": bool(agent),
        "containers": [{"name": "shop", "managedAgents": agents}],
        **changed,
    }


def ecs(running: list[dict[str, Any]], stopped: list[dict[str, Any]] | None = None) -> Answers:
    """ListTasks and DescribeTasks."""
    every = {"RUNNING": running, "STOPPED": stopped or []}

    def described(parameters: Mapping[str, Any]) -> Answer:
        return {"tasks": [row for rows in every.values() for row in rows if row["taskArn"] in parameters["tasks"]]}

    return {
        ("ecs", "ListTasks"): lambda parameters: {
            "taskArns": [row["taskArn"] for row in every[parameters["desiredStatus"]]]
        },
        ("ecs", "DescribeTasks"): described,
    }


def event(
    number: int, message: str, task: str = OLD_TASK, *, seconds_ago: float = 60, **changed: Any
) -> dict[str, Any]:
    """A row of FilterLogEvents."""
    moment = datetime.now(UTC) - timedelta(seconds=seconds_ago)
    found = {"logStreamName": stream(task), "timestamp": int(moment.timestamp() * 1000)}
    return {"eventId": str(number), "message": message, **found, **changed}


def written(events: Callable[[], Sequence[Mapping[str, Any]]] = list) -> Answers:
    """FilterLogEvents and DescribeLogStreams of a log group with these events, which are as old at each question."""

    def filtered(parameters: Mapping[str, Any]) -> Answer:
        rows = events()
        names = {row["logStreamName"] for row in rows}
        wanted = parameters.get("logStreamNames", names)
        if not {*wanted} <= names:
            return Refusal("ResourceNotFoundException", "The specified log stream does not exist.")
        found = [row for row in rows if row["logStreamName"] in wanted]
        return {"events": [row for row in found if row["timestamp"] >= parameters["startTime"]]}

    def streams(parameters: Mapping[str, Any]) -> Answer:
        prefix = parameters.get("logStreamNamePrefix", "")
        last: dict[str, int] = {}
        for row in events():
            name = row["logStreamName"]
            last[name] = max(last.get(name, 0), row["timestamp"])
        rows = [
            {"logStreamName": name, "lastEventTimestamp": last[name]}
            for name in sorted(last)
            if name.startswith(prefix)
        ]
        return {"logStreams": rows}

    return {("logs", "FilterLogEvents"): filtered, ("logs", "DescribeLogStreams"): streams}


RUNNING: Answers = {
    **CANARY,
    **ecs([task(OLD_TASK, REVISION), task(NEW_TASK, NEW_REVISION)]),
    **written(
        lambda: [
            event(1, "old one is up", seconds_ago=90),
            event(2, "new one is up", NEW_TASK, seconds_ago=60),
            event(3, "GET /", seconds_ago=30),
        ]
    ),
}
"""1.3.0 gets 10 % of the traffic, and each version has a task that has written something."""
