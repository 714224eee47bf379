"""One line says what moves and what is bad, and is the same as long as nothing changes."""

import pytest

from generator.app.status.part import Part
from generator.app.status.release import ReleaseState
from generator.cli.text.status_line import status_line
from tests.unit.app.status.state import (
    DENIED,
    NOT_DEPLOYED,
    canary,
    deployment,
    pipeline,
    stack,
    stage,
    status,
    traffic,
)

_BLUE = "shop-prod: blue 100 % 1.2.3, tasks 2 of 2, targets 2 healthy"


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({}, f"{_BLUE}; well"),
        (
            {"release": Part(ReleaseState(deployment("InProgress"), None, canary(10)))},
            f"{_BLUE}; d-1 InProgress at AllowTraffic; well",
        ),
        ({"release": Part(ReleaseState(deployment("Created"), None, None))}, f"{_BLUE}; d-1 Created; well"),
        ({"pipeline": Part(pipeline(stage("Build", "InProgress")))}, f"{_BLUE}; stage Build InProgress; well"),
        (
            {"pipeline": Part(pipeline(stage("Build", "Failed")))},
            f"{_BLUE}; the pipeline's stage Build failed",
        ),
        (
            {"stacks": Part((stack("UPDATE_IN_PROGRESS"),))},
            f"{_BLUE}; shop-prod-alb UPDATE_IN_PROGRESS; well",
        ),
        ({"alarms": DENIED}, f"{_BLUE}; alarms unknown; not authorized [AccessDenied]"),
        (
            {"alarms": DENIED, "stacks": DENIED},
            f"{_BLUE}; alarms unknown; stacks unknown; not authorized [AccessDenied]",
        ),
        ({"traffic": NOT_DEPLOYED}, "shop-prod: well"),
        (
            {"traffic": Part(traffic(-1, blue=100))},
            "shop-prod: blue 100 % 1.2.3, tasks 2 of 2, targets 1 unhealthy; "
            "blue gets traffic and has no healthy target",
        ),
    ],
)
def test_lines(parts: dict[str, Part[object]], line: str) -> None:
    assert status_line(status(**parts)) == line
