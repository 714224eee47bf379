"""A plan is shown before it is carried out, and one stack's failure is not another's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Event
from typing import Any

from generator.app.deploy.connection import ConnectionGate, PendingError
from generator.app.deploy.failure import StackError
from generator.app.deploy.leftover import Leftovers
from generator.app.deploy.plan import BESIDE, IN_THE_WAY, TAKEN_OVER, Action, Planned, discard, plan
from generator.app.deploy.progress import Progress, StackOutcome, State
from generator.app.deploy.run import carry_out
from generator.app.deploy.schedule import Pace
from generator.cli.text.change import plan_lines
from generator.live.client import Aws, AwsError
from tests.unit.app.deploy.cloud import CALLER, PROJECTS, Cloud, Fake, stacks, worker

ARN = "arn:aws:codeconnections:us-west-2:123456789012:connection/1"
_OUTPUTS = {"shop-github": {"ConnectionArn": ARN}}


def _plan(cloud: Cloud) -> tuple[Planned, ...]:
    return plan(worker(cloud), [*stacks().values()])


def _run(
    cloud: Cloud, plans: Sequence[Planned], told: list[Progress], *, waits: bool = False
) -> dict[str, StackOutcome]:
    stop = Event()
    gate = ConnectionGate(Fake(cloud), PROJECTS["prod"], told.append, lambda: Pace(stop, 0, 0), is_patient=waits)
    outcomes = carry_out(worker(cloud, told.append), gate, plans, stop)
    return {outcome.stack: outcome for outcome in outcomes}


def _settled() -> Cloud:
    status = {stack.name: "CREATE_COMPLETE" for stack in stacks().values()}
    return Cloud(status, changes={name: [] for name in status}, outputs=_OUTPUTS)


def test_the_first_time_only_what_needs_nothing_is_tried() -> None:
    cloud = Cloud()
    plans = _plan(cloud)
    assert {planned.action for planned in plans} == {Action.CREATE}
    assert sorted(planned.stack.noun for planned in plans if planned.change_set) == ["base", "ecr", "github", "network"]
    ecs = next(planned for planned in plans if planned.stack.noun == "ecs")
    assert [change.logical_id for change in ecs.changes] == [*ecs.stack.resources]


def _there(*names: str) -> Callable[[Aws, str, str], Mapping[str, str]]:
    """Finds what earlier stacks kept, by their names."""
    return lambda aws, resource_type, name: {"Name": name} if name in names else {}


def test_what_an_earlier_stack_kept_is_said_before_anything_is_begun() -> None:
    cloud = Cloud()
    kept = Leftovers(Fake(cloud), CALLER, _there("shop", "/ecs/shop-prod", "shop-prod-logs-123456789012-us-west-2"))
    plans = {each.stack.noun: each for each in plan(worker(cloud, kept=kept), [*stacks().values()])}
    assert [(each.name, each.fate) for each in plans["ecr"].kept] == [("shop", IN_THE_WAY)]
    # A connection may be there twice, but the new one has to be authorised anew.
    assert [(each.name, each.fate) for each in plans["github"].kept] == [("shop", BESIDE)]
    assert plans["github"].error is None
    refusal = plans["ecs"].error
    assert refusal is not None
    assert str(refusal) == "cannot create shop-prod-ecs: /ecs/shop-prod is there already, outside of the stacks"
    assert "`--import-existing-resources` takes it over" in refusal.hint
    assert plans["base"].error is not None
    assert plans["network"].kept == ()
    assert "change set CREATE" not in [what for what, name in cloud.calls if name == "shop-ecr"]


def test_what_an_earlier_stack_kept_is_said_when_it_is_taken_over() -> None:
    cloud = Cloud()
    kept = Leftovers(Fake(cloud), CALLER, _there("shop", "/ecs/shop-prod"))
    plans = {each.stack.noun: each for each in plan(worker(cloud, leftovers=kept), [*stacks().values()])}
    assert [(each.name, each.fate) for each in plans["ecr"].kept] == [("shop", TAKEN_OVER)]
    assert {each.noun for each in stacks().values()} == {*plans}
    assert not [each.error for each in plans.values() if each.error]
    assert [*plan_lines([plans["ecr"]])][1].startswith("  ")
    assert "> shop AWS::ECR::Repository is there already: taken over" in [*plan_lines([plans["ecr"]])][1]


def test_what_another_run_has_made_meanwhile_is_not_in_the_way() -> None:
    cloud = Cloud()

    def made_meanwhile(aws: Aws, resource_type: str, name: str) -> Mapping[str, str]:
        cloud.status["shop-ecr"] = "CREATE_IN_PROGRESS"
        return {"Name": name}

    found = plan(worker(cloud, kept=Leftovers(Fake(cloud), CALLER, made_meanwhile)), [stacks()["ecr"]])
    assert [(each.action, each.error) for each in found] == [(Action.WAIT, None)]


def test_whoever_may_not_look_for_it_is_not_held_up() -> None:
    def denied(aws: Aws, resource_type: str, name: str) -> Mapping[str, str]:
        raise AwsError("AWS refused DescribeRepositories", "AccessDeniedException", "no")

    kept = Leftovers(Fake(Cloud()), CALLER, denied)
    found = plan(worker(Cloud(), kept=kept), [stacks()["ecr"]])
    assert [(each.kept, each.error) for each in found] == [((), None)]
    [refused] = plan(worker(Cloud(), leftovers=kept), [stacks()["ecr"]])
    assert refused.error is not None


def test_a_discarded_plan_leaves_nothing() -> None:
    cloud = Cloud()
    discard(worker(cloud), _plan(cloud))
    assert cloud.status == {}
    assert [what for what, _ in cloud.calls].count("delete change set") == 4


def test_a_discarded_plan_leaves_what_was_there() -> None:
    cloud = Cloud({"shop-ecr": "CREATE_COMPLETE"})
    discard(worker(cloud), _plan(cloud))
    assert cloud.status == {"shop-ecr": "CREATE_COMPLETE"}


def test_states_that_need_more_than_an_update_are_said() -> None:
    cloud = _settled()
    cloud.status |= {
        "shop-prod-network": "UPDATE_IN_PROGRESS",
        "shop-prod-iam": "UPDATE_ROLLBACK_FAILED",
        "shop-prod-pipeline": "ROLLBACK_COMPLETE",
    }
    cloud.reasons["shop-prod-alb"] = "No export named shop-prod-network-New found."
    actions = {planned.stack.noun: planned.action for planned in _plan(cloud)}
    assert actions["network"] is Action.WAIT
    assert actions["iam"] is Action.RESTORE
    assert actions["pipeline"] is Action.AGAIN
    assert actions["alb"] is Action.LATER
    assert actions["ecs"] is Action.NOTHING


def test_all_that_cloudformation_refuses_is_found_at_once() -> None:
    cloud = _settled()
    cloud.reasons |= {"shop-ecr": "bad", "shop-prod-ecs": "worse"}
    errors = [planned.error.why for planned in _plan(cloud) if planned.error]
    assert errors == ["bad", "worse"]


def test_everything_is_created_in_its_order() -> None:
    cloud, told = Cloud(outputs=_OUTPUTS), list[Progress]()
    outcomes = _run(cloud, _plan(cloud), told)
    assert {outcome.state for outcome in outcomes.values()} == {State.CREATED}
    executed = [name for what, name in cloud.calls if what == "execute CREATE"]
    for stack in stacks().values():
        assert all(executed.index(before) < executed.index(stack.name) for before in stack.after)


def test_a_failure_holds_up_what_needs_the_stack() -> None:
    cloud = Cloud(ends={"shop-prod-alb": ["ROLLBACK_COMPLETE"]}, outputs=_OUTPUTS)
    outcomes = _run(cloud, _plan(cloud), [])
    states = {name.removeprefix("shop-prod-"): outcome.state for name, outcome in outcomes.items()}
    assert states["alb"] is State.FAILED
    assert states["iam"] is State.CREATED
    assert {states[noun] for noun in ("ecs", "monitoring", "codedeploy", "pipeline")} == {State.SKIPPED}
    again = _run(cloud, _plan(cloud), [])
    assert all(outcome.state.is_well for outcome in again.values())


def test_a_pending_connection_stops_the_pipeline_alone() -> None:
    cloud, told = Cloud({ARN: "PENDING"}, outputs=_OUTPUTS), list[Progress]()
    plans = _plan(cloud)
    cloud.get_connection = lambda **given: {  # type: ignore[method-assign]
        "Connection": {"ConnectionName": "shop", "ConnectionStatus": "PENDING"}
    }
    outcomes = _run(cloud, plans, told)
    pipeline = outcomes.pop("shop-prod-pipeline")
    assert pipeline.state is State.PENDING
    assert isinstance(pipeline.error, PendingError)
    assert "open https://us-west-2.console.aws.amazon.com/codesuite/settings/connections" in pipeline.error.why
    assert {outcome.state for outcome in outcomes.values()} == {State.CREATED}
    assert "shop-prod-pipeline" not in cloud.status
    [invitation] = [each for each in told if each.stack == "shop-github" and each.note]
    assert invitation.note.endswith("meanwhile the other stacks are deployed")


def test_whoever_waits_sees_it_through() -> None:
    cloud, told = Cloud(outputs=_OUTPUTS), list[Progress]()
    answers = iter(["PENDING", "PENDING", "PENDING", "AVAILABLE"])
    cloud.get_connection = lambda **given: {  # type: ignore[method-assign]
        "Connection": {"ConnectionName": "shop", "ConnectionStatus": next(answers)}
    }
    outcomes = _run(cloud, _plan(cloud), told, waits=True)
    assert outcomes["shop-prod-pipeline"].state is State.CREATED
    assert next(each.state for each in told if each.stack == "shop-prod-pipeline") is State.PENDING


def test_change_sets_of_what_was_not_begun_are_thrown_away() -> None:
    cloud = _settled()
    change = {"Action": "Modify", "LogicalResourceId": "Thing", "ResourceType": "AWS::X::Y", "Replacement": "False"}
    cloud.changes |= {"shop-prod-iam": [change], "shop-prod-codedeploy": [change]}
    cloud.ends["shop-prod-iam"] = ["UPDATE_ROLLBACK_COMPLETE"]
    outcomes = _run(cloud, _plan(cloud), [])
    assert outcomes["shop-prod-codedeploy"].state is State.SKIPPED
    assert ("delete change set", "shop-prod-codedeploy") in cloud.calls


def test_a_plan_that_another_run_overtakes_waits_for_it() -> None:
    class Overtaken(Cloud):
        def describe_change_set(self, **given: Any) -> dict[str, Any]:
            raise AwsError("AWS refused DescribeChangeSet", "ChangeSetNotFound", "does not exist")

    actions = {planned.stack.noun: planned.action for planned in _plan(Overtaken())}
    assert actions["ecr"] is Action.WAIT


def test_credentials_that_expire_in_the_middle_leave_something_to_go_on_from() -> None:
    class Expiring(Cloud):
        is_expired = has_expired = False

        def _call(self) -> None:
            if self.is_expired:
                words = "The security token included in the request is expired [ExpiredToken]"
                raise AwsError("AWS refused DescribeStacks", "ExpiredToken", words, "log in again")

        def describe_stacks(self, **given: Any) -> dict[str, Any]:
            self._call()
            return super().describe_stacks(**given)

        def delete_change_set(self, **given: Any) -> dict[str, Any]:
            self._call()
            return super().delete_change_set(**given)

        def execute_change_set(self, **given: Any) -> dict[str, Any]:
            self._call()
            answer = super().execute_change_set(**given)
            if not self.has_expired and "network" in self.calls[-1][1]:
                self.is_expired = self.has_expired = True
            return answer

    cloud = Expiring(outputs=_OUTPUTS)
    outcomes = _run(cloud, _plan(cloud), [])
    error = outcomes["shop-prod-network"].error
    assert isinstance(error, StackError)
    assert "expired [ExpiredToken]" in error.why
    assert error.hint == (
        "log in again; CloudFormation goes on with what it has begun, and the same command continues from there"
    )
    assert outcomes["shop-prod-alb"].state is State.SKIPPED
    cloud.is_expired = False
    again = _run(cloud, _plan(cloud), [])
    assert {outcome.state for outcome in again.values()} <= {State.CREATED, State.UPDATED, State.UNCHANGED}
