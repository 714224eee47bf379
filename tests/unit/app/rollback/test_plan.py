"""The steps of a plan in words."""

from generator.app.rollback.commit import Commit
from generator.app.rollback.plan import RollbackPlan
from generator.app.rollback.revision import Revision
from generator.app.rollback.start import DeploymentStart, PipelineStart
from generator.live.deployment import DeploymentProgress
from tests.unit.app.status.state import canary, deployment

_NONE = DeploymentProgress((), ())
_RUNNING = deployment("InProgress")
_PIPELINE = PipelineStart("v1.2.2", Commit("0123456789abcdef" * 2, "git"))
_DESPITE = DeploymentStart(
    "v1.2.2", Revision("arn:aws:ecs:us-west-2:1:task-definition/shop-prod:6", ""), ("a",), ("b",)
)
_START = "start the pipeline with the release v1.2.2, from its commit 0123456789ab (git says so)"


def test_stop_wait_and_start() -> None:
    plan = RollbackPlan(_RUNNING, canary(10), "v1.2.3", _PIPELINE, ())
    assert plan.steps(waits=True) == (
        "stop the deployment d-1, which has 10 % of the traffic on its new tasks: all traffic goes back to v1.2.3",
        "wait until that has ended",
        _START,
    )


def test_a_rollback_is_not_stopped() -> None:
    plan = RollbackPlan(deployment("InProgress", rolls_back="d-0"), _NONE, "", None, ())
    assert not plan.stops
    assert plan.steps(waits=True) == ("wait until the rollback d-1, which runs already, has ended",)


def test_nothing_runs() -> None:
    plan = RollbackPlan(None, _NONE, "", _PIPELINE, ())
    assert plan.steps(waits=True) == (_START,)


def test_without_waiting_there_is_no_such_step() -> None:
    plan = RollbackPlan(_RUNNING, _NONE, "", None, ())
    assert plan.steps(waits=False) == ("stop the deployment d-1",)


def test_a_group_takes_no_second_deployment_before_the_first_has_ended() -> None:
    plan = RollbackPlan(_RUNNING, _NONE, "", _DESPITE, ())
    begun = (
        "stop the deployment d-1",
        "wait until that has ended",
        "deploy v1.2.2 without the pipeline, as the task definition shop-prod:6, whatever these alarms say: a; "
        "these still stop it: b",
    )
    assert plan.steps(waits=False) == begun
    assert plan.steps(waits=True) == (*begun, "wait until v1.2.2 has all traffic and the deployment has ended")
