"""The steps of a plan in words."""

from generator.app.rollback.plan import RollbackPlan
from generator.live.deployment import DeploymentProgress
from tests.unit.app.status.state import canary, deployment

_NONE = DeploymentProgress((), ())
_RUNNING = deployment("InProgress")


def test_stop_wait_and_start() -> None:
    plan = RollbackPlan(_RUNNING, canary(10), "v1.2.3", "v1.2.2", ())
    assert plan.steps(waits=True) == (
        "stop the deployment d-1, which has 10 % of the traffic on its new tasks: all traffic goes back to v1.2.3",
        "wait until that has ended",
        "start the pipeline with the release v1.2.2",
    )


def test_a_rollback_is_not_stopped() -> None:
    plan = RollbackPlan(deployment("InProgress", rolls_back="d-0"), _NONE, "", "", ())
    assert not plan.stops
    assert plan.steps(waits=True) == ("wait until the rollback d-1, which runs already, has ended",)


def test_nothing_runs() -> None:
    plan = RollbackPlan(None, _NONE, "", "v1.2.2", ())
    assert plan.steps(waits=True) == ("start the pipeline with the release v1.2.2",)


def test_without_waiting_there_is_no_such_step() -> None:
    plan = RollbackPlan(_RUNNING, _NONE, "", "", ())
    assert plan.steps(waits=False) == ("stop the deployment d-1",)
