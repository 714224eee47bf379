"""A migration does what it says, moves no user while it does, and goes on from wherever it was killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from generator.app.build.compile import Build
from generator.app.migrate.run import move_of, plan, refuse_spec
from generator.app.migrate.watched import Watched
from generator.app.run.batch import Result
from generator.app.run.target import Chosen, target
from generator.errors import OutsideError, SpecError
from generator.live.client import Aws
from tests.cli.command import put_spec, surroundings
from tests.live.environment import BLUE, GREEN
from tests.live.stand_in import StandIn, standing_in
from tests.migrate.account import NEW, OLD, PRODUCTION, TEST, Account, build
from tests.migrate.walk import move, walk
from tests.patience import SECONDS


def _never() -> bool:
    return False


class KilledError(BaseException):
    """A run ends at a call, and nothing that it had in hand is put away."""


@dataclass
class Place:
    """One account after the other at the same address, since a client takes a while to make."""

    stand_in: StandIn
    old: Build
    new: Build
    aws: Aws = field(init=False)
    kill_at: Callable[[], bool] = _never
    """Whether a run ends now; asked after each call that changes something."""

    def __post_init__(self) -> None:
        self.aws = Watched(Aws("us-west-2"), self._end)

    def account(self) -> Account:
        """A new one."""
        made = Account(self.old)
        self.stand_in.answers = made.answers
        self.stand_in.mistakes.clear()
        self.kill_at = _never
        return made

    def walk(self) -> list[str]:
        """One run; what it told."""
        told = walk(self.aws, self.new)[1]
        assert not self.stand_in.mistakes, self.stand_in.mistakes
        return told

    def _end(self) -> None:
        if self.kill_at():
            raise KilledError


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with standing_in({}) as stand_in, pytest.MonkeyPatch.context() as patch:
        for name, value in stand_in.environment.items():
            patch.setenv(name, value)
        yield Place(stand_in, build(OLD), build(NEW))


def is_over(account: Account) -> bool:
    """Whether the service is ECS's, has had its rehearsal, and nothing of CodeDeploy's is left."""
    stacks = account.stacks.stacks
    return (
        account.controller == "ECS"
        and len(account.releases) == 1
        and account.users_are_served
        and "shop-prod-codedeploy" not in stacks
        and "CodedeployRole" not in stacks["shop-prod-iam"].resources
        and "Service" in stacks["shop-prod-service"].resources
        and "Service" not in stacks["shop-prod-ecs"].resources
        and {*account.weights} == {PRODUCTION, TEST}
        and "LogicalResourceId/ProductionRule" in stacks["shop-prod-routes"].policy
    )


def test_green_stays_live_until_the_rehearsal(place: Place) -> None:
    account = place.account()
    told = place.walk()
    assert account.moved == []
    assert is_over(account)
    assert account.group == BLUE, "the rehearsal is a release: it ends in the other group"
    assert [line for line in told if line.endswith(": done")] == [
        f"{number}. {name}: done"
        for number, name in enumerate(["roles", "rules", "controller", "hand over", "rehearsal", "swap"], start=2)
    ]


def test_every_stack_is_as_the_spec_has_it_so_that_deploy_has_nothing_left(place: Place) -> None:
    account = place.account()
    place.walk()
    wanted = move(place.aws, place.new).stacks
    assert {
        noun for noun, stack in wanted.items() if account.stacks.stacks[stack.name].template != stack.subject.data
    } == set()
    assert account.stacks.stacks["shop-prod-service"].parameters["Version"] == "1.2.3"


def test_the_service_takes_security_groups_along_that_app_specs_have_named(place: Place) -> None:
    network = "network: {vpc: vpc-0abc1234, public_subnets: [subnet-0abc1234, subnet-0abc1235]}\n"
    old, new = (
        build(text.replace("{port: 3000}", "{port: 3000, security_groups: [sg-0abc1234]}") + network)
        for text in (OLD, NEW)
    )
    there = replace(place, old=old, new=new)
    account = there.account()
    there.walk()
    assert account.network
    told = account.network["awsvpcConfiguration"]
    assert (told["securityGroups"][1:], told["assignPublicIp"]) == (["sg-0abc1234"], "ENABLED")
    assert told["subnets"]


def test_what_is_over_is_not_begun_again(place: Place) -> None:
    account = place.account()
    place.walk()
    calls = [*account.calls]
    with pytest.raises(SpecError, match="runs on ecs already"):
        place.walk()
    assert account.calls == calls


def test_a_plan_changes_nothing(place: Place) -> None:
    account = place.account()
    migration = plan(move(place.aws, place.new))
    assert account.calls == []
    assert [each.number for each in migration.steps if each.is_left] == [2, 3, 4, 5, 6, 7]
    assert migration.has_way_back


_LOOKS_ALIKE = ("CreateChangeSet", "DeleteChangeSet", "SetStackPolicy", "UpdateTerminationProtection")
"""Calls that leave all that runs as it is; that a run may end after them too is tried in the slow test."""


_MOST = 40


def test_runs_that_end_at_every_change_of_one_migration(place: Place) -> None:
    account = place.account()
    place.kill_at = lambda: account.calls[-1] not in _LOOKS_ALIKE
    number = 0
    while not is_over(account):
        number += 1
        assert number < _MOST, "no run gets further than the one before"
        with pytest.raises(KilledError):
            place.walk()
        assert account.moved == [], f"run {number} ended after {account.calls[-1]}"
    assert number == sum(call not in _LOOKS_ALIKE for call in account.calls), "each run got as far as one change"


@pytest.mark.slow
def test_a_run_that_ends_at_any_call_is_gone_on_with(place: Place) -> None:
    whole = place.account()
    place.walk()
    for number, name in enumerate(whole.calls[:-1], start=1):
        account = place.account()
        place.kill_at = _at(account, number)
        with pytest.raises(KilledError):
            place.walk()
        place.kill_at = _never
        place.walk()
        assert account.moved == [], f"killed after call {number}, {name}"
        assert is_over(account), f"killed after call {number}, {name}"


def _at(account: Account, number: int) -> Callable[[], bool]:
    return lambda: len(account.calls) == number


_KILLED_AT: dict[str, Callable[[Account, str], bool]] = {
    "roles": lambda account, _: "EcsRole" in account.stacks.stacks["shop-prod-iam"].resources,
    "rules": lambda _, call: call == "ModifyRule",
    "controller": lambda account, _: account.controller == "ECS",
    "hand over, with the service in no stack": lambda account, _: not account.owners("Service"),
    "hand over": lambda account, _: account.owners("Service") == ["shop-prod-service"],
    "rehearsal": lambda account, _: bool(account.releases),
    "swap": lambda _, call: call == "DeleteStack",
}


@pytest.mark.slow
def test_kill_9_at_every_step(place: Place, tmp_path: Path) -> None:
    """Of one migration: each run is killed a little later than the one before, and the last is left alone."""
    account = place.account()
    put_spec(tmp_path).write_text(NEW)
    command = [sys.executable, "-m", "generator", "migrate", "--to", "ecs", "-e", "prod", "--yes"]
    environment = surroundings(**place.stand_in.environment)
    unanswered = subprocess.run(
        command[:-1],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert unanswered.returncode == 2
    assert unanswered.stderr.index("there is no way back") < unanswered.stderr.index("Do that?")
    assert account.calls == []
    for is_reached in _KILLED_AT.values():
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as run:
            account.after_call = _killing(run.pid, partial(is_reached, account))
            assert run.wait(SECONDS) == -signal.SIGKILL
    account.after_call = lambda _: None
    last = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert last.returncode == 0, last.stderr
    assert "5. hand over: done before" in last.stdout
    assert "next: canaryform deploy specs/shop.yaml -e prod" in last.stdout
    assert "enable-stage-transition" in last.stdout
    assert account.moved == []
    assert is_over(account)


def _killing(pid: int, is_reached: Callable[[str], bool]) -> Callable[[str], None]:
    def after_call(name: str) -> None:
        if is_reached(name):
            os.kill(pid, signal.SIGKILL)

    return after_call


def _refused(place: Place) -> list[str]:
    with pytest.raises(SpecError) as refusal:
        place.walk()
    return [problem.message for problem in refusal.value.problems]


def test_everything_in_the_way_is_told_at_once_and_nothing_is_done(place: Place) -> None:
    account = place.account()
    account.task_sets = 2
    account.deployments = ["d-RUNNING01"]
    account.firing = {"shop-prod-blue-errors"}
    account.deploy_is_closed, account.build_runs = False, True
    account.stacks.stacks["shop-prod-monitoring"].status = "UPDATE_ROLLBACK_FAILED"
    assert {*_refused(place)} == {
        "deployment d-RUNNING01 is InProgress",
        "has 2 task sets, and ECS takes over one, which is the primary one",
        "is UPDATE_ROLLBACK_FAILED",
        "runs (Build)",
        "lets runs into the stage Deploy: a tag in the middle would release to half a system",
        "fires: ECS ignores for a whole release what fires when it begins, so that nobody would watch it",
    }
    assert account.calls == []


def test_traffic_that_is_split_is_not_migrated(place: Place) -> None:
    account = place.account()
    account.weights[PRODUCTION] = {GREEN: 9, BLUE: 1}
    assert _refused(place) == ["no target group has all of the production traffic"]


def test_another_engine_in_the_spec_is_refused_at_its_line(place: Place) -> None:
    project = next(each for each in place.old.projects if each.environment.name == "prod")
    with pytest.raises(SpecError) as refusal:
        refuse_spec(Chosen(Result("", place.old), project.services[0]))
    [problem] = refusal.value.problems
    assert (problem.location.file, problem.hint) == ("specs/shop.yaml", "write `engine: ecs` under release first")


def test_a_rehearsal_that_fails_leaves_the_users_where_they_are(place: Place) -> None:
    account = place.account()
    account.release_fails = True
    with pytest.raises(OutsideError, match="an alarm went off"):
        place.walk()
    assert account.users_are_served
    assert account.group == GREEN
    account.release_fails = False
    place.walk()
    assert account.moved == []
    assert is_over(account)


def test_traffic_that_somebody_else_moves_ends_the_run(place: Place) -> None:
    account = place.account()

    def after_call(name: str) -> None:
        if name == "UpdateService":
            account.weights[PRODUCTION] = {GREEN: 9, BLUE: 1}

    account.after_call = after_call
    with pytest.raises(OutsideError, match="the traffic has moved: the production rule sends"):
        place.walk()
    assert account.calls[-1] == "UpdateService"


def test_a_service_that_is_not_there_needs_no_migration(place: Place) -> None:
    account = place.account()
    account.service_is_there = False
    with pytest.raises(OutsideError, match="ECS has no service shop-prod"):
        place.walk()


def test_a_plan_is_shown_and_says_what_cannot_be_undone(place: Place, tmp_path: Path) -> None:
    account = place.account()
    spec = put_spec(tmp_path)
    spec.write_text(NEW)
    shown = place.stand_in.run(tmp_path, "migrate", "--to", "ecs", "-e", "prod", "--plan")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "shop-prod to ecs" in shown.stdout
    assert [line.split(".")[0].strip() for line in shown.stdout.splitlines()[1:]] == ["1", "2", "3", "4", "5", "6", "7"]
    assert "add EcsRole" in shown.stdout
    assert "Nothing leads back from here to CodeDeploy" in shown.stdout
    document = json.loads(
        place.stand_in.run(tmp_path, "migrate", "--to", "ecs", "-e", "prod", "--plan", "--json").stdout
    )
    assert (document["ok"], document["has_way_back"], len(document["steps"])) == (True, True, 6)
    assert account.calls == []


@pytest.mark.parametrize(
    ("spec", "arguments", "code", "said"),
    [
        (OLD, (), 1, "write `engine: ecs` under release first"),
        (NEW, ("-s", "api"), 2, "api"),
        (NEW, ("--to", "codedeploy"), 2, "'codedeploy' is not 'ecs'"),
        (NEW, ("--json",), 2, "--json asks nothing"),
    ],
)
def test_what_cannot_be_asked_for(
    place: Place, tmp_path: Path, spec: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    account = place.account()
    put_spec(tmp_path).write_text(spec)
    result = place.stand_in.run(tmp_path, "migrate", "--to", "ecs", "-e", "prod", *arguments)
    assert result.returncode == code, result.stderr
    assert said in result.stderr
    assert account.calls == []


def test_of_several_services_one_is_migrated_by_its_own_names(place: Place) -> None:
    place.account()
    made = build(f"{NEW}services:\n  api: {{context: api, port: 8080, route: {{path: [/api/*], priority: 5}}}}\n")
    project = next(each for each in made.projects if each.environment.name == "prod")
    found = move_of(target(Result("", made), project.services[1], lambda _: place.aws), lambda _: None, Event())
    nouns = {"iam", "routes", "ecs", "monitoring", "service", "pipeline"}
    assert nouns <= {*found.stacks}
    assert {found.stacks[noun].name for noun in nouns} == {f"shop-prod--api-{noun}" for noun in nouns}
    assert found.target.command("migrate") == "canaryform migrate specs/shop.yaml -e prod -s api"
