"""A healthy job as AWS would tell of it, of which a test changes what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from generator.app.doctor.check import Check, Finding
from generator.live.counted_hours import counted_hours
from generator.live.image import Image, find_image
from generator.live.queue import LiveQueue, find_queue
from generator.live.run import Run, runs
from generator.live.schedule import LiveSchedule, find_schedule
from generator.live.stack import find_stack
from generator.live.task_definition import Container, task_definition
from tests.unit.app.doctor.context import ACCOUNT, DIGEST, REPOSITORY, SPEC, Facts, definition, findings, stack

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
TEXT = f"""\
{SPEC}services:
  nightly: {{kind: job, schedule: rate(1 day), command: [node, nightly.js], timeout: 5}}
"""
QUEUE = f"https://sqs.us-west-2.amazonaws.com/{ACCOUNT}/shop-prod--nightly_undelivered"


def schedule(**values: Any) -> LiveSchedule:
    given = {
        "name": "shop-prod--nightly",
        "is_on": True,
        "expression": "rate(1 day)",
        "timezone": "UTC",
        "role": f"arn:aws:iam::{ACCOUNT}:role/shop-prod--nightly-scheduler-us-west-2",
        "task_definition": f"arn:aws:ecs:us-west-2:{ACCOUNT}:task-definition/shop-prod--nightly:3",
    }
    return LiveSchedule(**{**given, **values})


def run(reason: str = "", *, is_unstarted: bool = False, **codes: int) -> Run:
    exits = {name.replace("_", "-"): code for name, code in codes.items()}
    return Run("arn:aws:ecs:us-west-2:1:task/shop-prod/d", "STOPPED", reason, exits, NOON, NOON, is_unstarted)


def hours(told: int | None = None, begun: int | None = None) -> Facts:
    """What CloudWatch counted: at which hours people were told of a failed run, and one was begun."""
    found = {"AWS/Events": told, "AWS/Scheduler": begun}

    def counted(namespace: str, metric: str, dimension: str, value: str) -> tuple[datetime, ...]:
        hour = found[namespace]
        return () if hour is None else (NOON.replace(hour=hour),)

    return {runs: lambda cluster, family: (), counted_hours: counted}


HEALTHY: Facts = {
    find_stack: lambda name: stack(name, parameters={"Version": "1.2.3"}),
    find_schedule: lambda group, name: schedule(),
    find_queue: lambda name: LiveQueue(QUEUE, 0),
    runs: lambda cluster, family: (run(shop_nightly=0, timeout=0),),
    task_definition: lambda arn: definition(
        containers=(Container("shop-nightly", f"{REPOSITORY}@{DIGEST}", (), {"VERSION": "1.2.3"}),)
    ),
    find_image: lambda repository, **wanted: Image(DIGEST, ("v1.2.3",), None),
}


def of_job(check: Check, changed: Facts | None = None) -> list[Finding]:
    """What a check finds of the healthy job, but for what is ``changed``."""
    return findings(check, {**HEALTHY, **(changed or {})}, text=TEXT)
