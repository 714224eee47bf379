"""How far a deployment is, and whether it can still be stopped."""

import pytest

from generator.live.deployment import DeploymentProgress, LifecycleStep
from tests.unit.app.status.state import deployment


@pytest.mark.parametrize(
    ("status", "is_running"),
    [
        ("Created", True),
        ("Queued", True),
        ("InProgress", True),
        ("Baking", True),
        ("Ready", True),
        ("Succeeded", False),
        ("Failed", False),
        ("Stopped", False),
    ],
)
def test_what_can_still_be_stopped(status: str, is_running: bool) -> None:
    assert deployment(status).is_running is is_running


@pytest.mark.parametrize(
    ("statuses", "at"),
    [
        (("Succeeded", "InProgress", "Pending"), 1),
        (("Succeeded", "Failed", "Skipped"), 1),
        (("Pending", "Pending"), None),
        (("Succeeded", "Succeeded"), None),
        ((), None),
    ],
)
def test_the_step_that_it_is_at(statuses: tuple[str, ...], at: int | None) -> None:
    steps = tuple(LifecycleStep(str(number), status, "") for number, status in enumerate(statuses))
    assert DeploymentProgress((), steps).step == (None if at is None else steps[at])
