"""``canaryform rollback --to TAG`` while alarms fire, in a process of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.live import release
from tests.live.environment import ALARMS, put_spec
from tests.live.release import BAD, CANARY, DESPITE, OLD_REVISION, STEADY, Despite, Release, alarms
from tests.live.stand_in import Answers, Refusal, StandIn, standing_in

_HEEDED = [name for name in ALARMS if "-blue-" in name]
_LEFT_OUT = [name for name in ALARMS if name not in _HEEDED]
_STARTED = {"StopDeployment", "StartPipelineExecution", "CreateDeployment"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def _run(aws: StandIn, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return aws.run(folder, "rollback", "-e", "prod", *arguments)


def _created(aws: StandIn) -> Mapping[str, Any]:
    """The one deployment that was made."""
    [made] = [each.parameters for each in aws.requests if each.operation in _STARTED]
    return made


def test_a_release_that_would_be_stopped_at_once_is_not_begun(folder: Path) -> None:
    with standing_in(BAD) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--yes")
    assert result.returncode == 1
    assert (
        "v1.2.2: error: would be stopped at once: shop-prod-green-errors fires since 2026-01-02 12:00Z" in result.stderr
    )
    assert "shop-prod-load-balancer-errors fires since 2026-01-02 12:00Z [alarm]" in result.stderr
    assert "canaryform rollback specs/shop.yaml -e prod --to v1.2.2 --despite-alarms deploys it" in result.stderr
    assert not _STARTED & {each.operation for each in aws.requests}


def test_an_earlier_release_is_deployed_despite_them(folder: Path) -> None:
    with standing_in(Despite().answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "--yes")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "shop prod: account 123456789012, us-west-2",
        "  1. deploy v1.2.2 without the pipeline, as the task definition shop-prod:6, whatever these alarms say: "
        f"{', '.join(_LEFT_OUT)}; these still stop it: {', '.join(_HEEDED)}",
        "  2. wait until v1.2.2 has all traffic and the deployment has ended",
        f"deployment {DESPITE} releases v1.2.2",
        f"deployment {DESPITE} InProgress, 10 % of the traffic on the new tasks, AllowTraffic InProgress",
        f"deployment {DESPITE} Ready, 10 % of the traffic on the new tasks, AllowTraffic InProgress: the old tasks "
        "stay for a while, then it has ended",
        f"deployment {DESPITE} Succeeded",
        "all traffic is on v1.2.2",
        "next: canaryform status specs/shop.yaml -e prod --watch",
    ]
    made = _created(aws)
    assert made["overrideAlarmConfiguration"] == {"enabled": True, "alarms": [{"name": name} for name in _HEEDED]}
    assert (made["applicationName"], made["deploymentGroupName"]) == ("shop-prod", "shop-prod")
    [resource] = yaml.safe_load(made["revision"]["appSpecContent"]["content"])["Resources"]
    assert resource["TargetService"]["Properties"]["TaskDefinition"] == OLD_REVISION


def test_the_app_spec_of_that_time_comes_back(folder: Path) -> None:
    specs = tuple(
        release.deployment(
            f"d-{number}",
            "Succeeded",
            revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": f"its own: {arn}\n"}},
        )
        for number, arn in enumerate([f"{OLD_REVISION}0", OLD_REVISION])
    )
    with standing_in(Despite(specs=specs).answers) as aws:
        assert _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "--yes", "--no-wait").returncode == 0
    assert _created(aws)["revision"]["appSpecContent"]["content"] == f"its own: {OLD_REVISION}\n"


def test_an_alarm_of_the_idle_target_group_that_fires_is_left_out(folder: Path) -> None:
    answers = {**Despite().answers, ("cloudwatch", "DescribeAlarms"): alarms(blue_latency="ALARM")}
    with standing_in(answers) as aws:
        assert _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "-y").returncode == 0
    heeded = [each["name"] for each in _created(aws)["overrideAlarmConfiguration"]["alarms"]]
    assert heeded == [name for name in _HEEDED if name != "shop-prod-blue-latency"]


@pytest.mark.parametrize("denied", [("cloudwatch", "DescribeAlarms"), ("ecs", "DescribeServices")])
def test_no_alarm_is_heeded_of_which_nobody_knows_what_it_means(folder: Path, denied: tuple[str, str]) -> None:
    answers = {**Despite().answers, denied: Refusal("AccessDeniedException", "no")}
    with standing_in(answers) as aws:
        assert _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "-y").returncode == 0
    assert _created(aws)["overrideAlarmConfiguration"] == {"enabled": False, "alarms": []}


def test_it_fails_all_the_same(folder: Path) -> None:
    with standing_in(Despite(("InProgress", "Stopped"), rollback="Succeeded").answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "-y")
    assert result.returncode == 3
    assert f"error: {DESPITE} did not release v1.2.2: One or more alarms have been activated" in result.stderr
    assert "all traffic is where it was" in result.stderr
    assert "hint: `canaryform doctor specs/shop.yaml -e prod` looks for the reason" in result.stderr


def test_a_fix_that_no_deployment_was_begun_of(folder: Path) -> None:
    """The pipeline makes the task definition before the alarm stops it; what is only in ECR has none."""
    answers = {**Despite().answers, ("ecs", "ListTaskDefinitions"): {"taskDefinitionArns": [release.NEW_REVISION]}}
    with standing_in(answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "-y")
    assert result.returncode == 1
    assert "v1.2.2: error: has no task definition yet, so no deployment of it can be made" in result.stderr
    assert "--variables name=RELEASE,value=v1.2.2" in result.stderr


def test_another_deployment_has_begun_meanwhile(folder: Path) -> None:
    busy = Refusal("DeploymentLimitExceededException", "is already being deployed")
    with standing_in({**Despite().answers, ("codedeploy", "CreateDeployment"): busy}) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "-y")
    assert result.returncode == 3
    assert "error: cannot deploy v1.2.2: another deployment has begun meanwhile" in result.stderr


def test_a_release_that_runs_is_stopped_first_even_without_waiting(folder: Path) -> None:
    answers = {**Release().answers, ("codedeploy", "CreateDeployment"): {"deploymentId": DESPITE}}
    with standing_in(answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "--no-wait", "-y")
    assert result.returncode == 0, result.stderr
    assert [each.operation for each in aws.requests if each.operation in _STARTED] == [
        "StopDeployment",
        "CreateDeployment",
    ]
    # Once the release is stopped, blue serves: green is where v1.2.2 goes.
    heeded = [each["name"] for each in aws.requests[-1].parameters["overrideAlarmConfiguration"]["alarms"]]
    assert heeded == [name.replace("blue", "green") for name in _HEEDED]


def test_a_release_that_runs_and_fires_is_stopped_all_the_same(folder: Path) -> None:
    answers: Answers = {**Release().answers, ("cloudwatch", "DescribeAlarms"): alarms(green_errors="ALARM")}
    with standing_in(answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--dry-run")
    assert result.returncode == 0
    assert (
        "note: shop-prod-green-errors fires since 2026-01-02 12:00Z: if that goes on, it stops v1.2.2 too"
        in result.stderr
    )


def test_nobody_may_look_at_the_alarms(folder: Path) -> None:
    denied = Refusal("AccessDeniedException", "no")
    with standing_in({**STEADY, ("cloudwatch", "DescribeAlarms"): denied}) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--dry-run")
    assert result.returncode == 0
    assert "note: whether an alarm would stop v1.2.2 is unknown: no [AccessDeniedException]" in result.stderr


def test_despite_alarms_wants_a_release(folder: Path) -> None:
    with standing_in(CANARY) as aws:
        result = _run(aws, folder, "--despite-alarms")
    assert result.returncode == 2
    assert "--despite-alarms goes with --to" in result.stderr


def test_as_json(folder: Path) -> None:
    with standing_in(Despite().answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "--json", "--yes")
        failing = _run(aws, folder, "--to", "v1.2.2", "--json", "--yes")
        asking = _run(aws, folder, "--json")
    found = json.loads(result.stdout)
    assert (result.returncode, found["ok"], found["started"], found["error"]) == (0, True, DESPITE, None)
    assert found["start"] == {
        "release": "v1.2.2",
        "by": "deployment",
        "task_definition": OLD_REVISION,
        "alarms_left_out": _LEFT_OUT,
        "alarms_heeded": _HEEDED,
    }
    assert found["alarms"][0] == {
        "name": "shop-prod-green-errors",
        "since": "2026-01-02T12:00:00+00:00",
        "reason": "it is ALARM",
    }
    assert found["done"][-1] == "all traffic is on v1.2.2"
    assert [problem["code"] for problem in json.loads(failing.stdout)["problems"]] == ["alarm"]
    assert (asking.returncode, asking.stdout) == (2, "")


def test_as_json_when_a_step_fails(folder: Path) -> None:
    with standing_in(Release(rollback=("Failed",)).answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--json", "--yes")
    found = json.loads(result.stdout)
    assert (result.returncode, found["ok"], found["started"]) == (3, False, None)
    assert found["error"]["what"] == "d-RELEASE01 was not rolled back"
    assert found["start"]["commit"] == release.COMMIT
    assert found["done"] == [
        "d-RELEASE01 is being stopped",
        "deployment d-RELEASE01 Stopped",
        "rollback d-ROLLBACK1 Failed",
    ]


def test_credentials_that_expire_while_it_is_watched(folder: Path) -> None:
    answers = {**Despite().answers, ("codedeploy", "BatchGetDeployments"): Refusal("ExpiredTokenException", "expired")}
    with standing_in(answers) as aws:
        result = _run(aws, folder, "--to", "v1.2.2", "--despite-alarms", "-y")
    assert result.returncode == 3
    assert result.stderr.splitlines()[-3:] == [
        f"after: deployment {DESPITE} releases v1.2.2; what AWS has begun goes on",
        "error: AWS refused BatchGetDeployments: expired [ExpiredTokenException]",
        "  hint: log in again, for example with `aws sso login`, and check with `aws sts get-caller-identity`",
    ]
