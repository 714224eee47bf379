"""``canaryform run``: a job by hand, what it writes, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.app.build.compile import compile_spec
from generator.iam.job import by_hand
from tests.cli.command import put_spec
from tests.live.environment import NOON, NOTHING, no_stack
from tests.live.here import Ran, run_here
from tests.live.running import event, written
from tests.live.stand_in import ACCOUNT, Answer, Answers, Refusal, standing_in

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
services:
  nightly: {kind: job, schedule: rate(1 day), command: [node, nightly.js], timeout: 5}
environments:
  dev: {trigger: {branch: develop}, services: {nightly: null}}
  prod: {trigger: {tag: "v*"}}
"""
TASK = "d" * 32
ARN = f"arn:aws:ecs:us-west-2:{ACCOUNT}:task/shop-prod/{TASK}"
REVISION = f"arn:aws:ecs:us-west-2:{ACCOUNT}:task-definition/shop-prod--nightly:3"
OUTPUTS = {"TaskDefinitionArn": REVISION, "TaskSubnetIds": "subnet-1,subnet-2", "SecurityGroupId": "sg-1"}
"""Of three stacks, of which each says one."""


def _stack(version: str = "1.2.3", **outputs: str) -> Answer:
    return {
        "Stacks": [
            {
                "StackName": "shop-prod--nightly-schedule",
                "StackId": f"arn:aws:cloudformation:us-west-2:{ACCOUNT}:stack/shop-prod--nightly-schedule/1",
                "StackStatus": "UPDATE_COMPLETE",
                "CreationTime": NOON,
                "Parameters": [{"ParameterKey": "Version", "ParameterValue": version}],
                "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in {**OUTPUTS, **outputs}.items()],
            }
        ]
    }


def _ended(reason: str = "Essential container in task exited", **codes: int) -> Answer:
    containers = [{"name": name.replace("_", "-"), "exitCode": code} for name, code in codes.items()]
    task = {"taskArn": ARN, "lastStatus": "STOPPED", "stoppedReason": reason, "containers": containers}
    return {"tasks": [task]}


ANSWERS: Answers = {
    **NOTHING,
    ("cloudformation", "DescribeStacks"): _stack(),
    ("ecs", "RunTask"): {"tasks": [{"taskArn": ARN}]},
    ("ecs", "DescribeTasks"): _ended(shop_nightly=0, timeout=0),
    **written(
        lambda: [
            event(1, "begun", logStreamName=f"task/shop-nightly/{TASK}", seconds_ago=1),
            event(2, "done", logStreamName=f"task/shop-nightly/{TASK}", seconds_ago=0),
        ]
    ),
}


_JOB = compile_spec(SPEC, "specs/shop.yaml").projects[1].jobs[0]
_NEEDED = {tuple(call.action.split(":")) for call in by_hand(_JOB).calls}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path).write_text(SPEC, encoding="utf-8")
    return tmp_path


def _run(folder: Path, changed: Answers, *words: str) -> tuple[Ran, Mapping[str, Any]]:
    """What it ended with, and what RunTask was asked."""
    with standing_in({**ANSWERS, **changed}) as aws:
        ran = run_here(aws, folder, "run", *(words or ("nightly", "-e", "prod")))
        asked = [each.parameters for each in aws.requests if each.operation == "RunTask"]
        operations = {(each.service, each.operation) for each in aws.requests}
    assert operations <= {*_NEEDED, ("sts", "GetCallerIdentity")}
    return ran, asked[0] if asked else {}


def test_a_run_is_as_the_schedule_s_and_its_log_is_followed(folder: Path) -> None:
    ran, asked = _run(folder, {})
    assert ran.code == 0
    assert [line.split(" ", 1)[1] for line in ran.out.splitlines()] == ["dddddddd begun", "dddddddd done"]
    assert "nightly 1.2.3: task dddddddd" in ran.err
    assert ran.err.endswith("nightly ended\n")
    assert (asked["cluster"], asked["taskDefinition"]) == ("shop-prod", REVISION)
    network = {"subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"], "assignPublicIp": "ENABLED"}
    assert asked["networkConfiguration"] == {"awsvpcConfiguration": network}


def test_a_run_has_the_security_groups_that_a_run_of_the_schedule_has(folder: Path) -> None:
    _, asked = _run(folder, {("cloudformation", "DescribeStacks"): _stack("1.2.3", SecurityGroupIds="sg-7,sg-8")})
    network = asked["networkConfiguration"]["awsvpcConfiguration"]
    assert network["securityGroups"] == ["sg-1", "sg-7", "sg-8"]


@pytest.mark.parametrize(
    ("ended", "code", "words"),
    [
        (_ended(shop_nightly=7, timeout=0), 7, "nightly failed with exit code 7"),
        (_ended(shop_nightly=143, timeout=124), 143, "nightly stopped: it took longer than 5 minutes"),
        (_ended(shop_nightly=0, timeout=124), 124, "nightly stopped: it took longer than 5 minutes"),
        (_ended("CannotPullContainerError"), 3, "nightly never began: CannotPullContainerError"),
    ],
)
def test_it_ends_with_the_exit_code_of_the_job(folder: Path, ended: Answer, code: int, words: str) -> None:
    ran, _ = _run(folder, {("ecs", "DescribeTasks"): ended})
    assert ran.code == code
    assert ran.err.endswith(f"{words}\n")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({("cloudformation", "DescribeStacks"): _stack("unreleased")}, "no release of main has given it an image yet"),
        ({("cloudformation", "DescribeStacks"): Refusal("ValidationError", "Stack does not exist")}, "not deployed"),
        ({("ecs", "RunTask"): {"tasks": [], "failures": [{"reason": "RESOURCE:ENI"}]}}, "RESOURCE:ENI"),
    ],
)
def test_what_cannot_be_run_is_said(folder: Path, changed: Answers, words: str) -> None:
    ran, _ = _run(folder, changed)
    assert ran.code == 3
    assert words in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nigthly", "-e", "prod"), "Did you mean 'nightly'?"),
        (("nightly", "-e", "dev"), "dev has no job: `kind: job`"),
    ],
)
def test_a_name_that_is_no_job_s_is_refused(folder: Path, words: tuple[str, ...], message: str) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "run", *words)
    assert (ran.code, aws.requests) == (2, [])
    assert message in ran.err


def test_a_run_that_has_written_nothing_yet_has_no_stream(folder: Path) -> None:
    missing = Refusal("ResourceNotFoundException", "The specified log stream does not exist.")
    ran, _ = _run(folder, {("logs", "FilterLogEvents"): missing})
    assert (ran.code, ran.out) == (0, "")


ALARM = "shop-prod--nightly-runs-undelivered"


@pytest.mark.parametrize(
    ("stack", "state", "line", "document"),
    [
        (_stack(), "OK", "nightly 1.2.3, rate(1 day) UTC", ("1.2.3", True, False)),
        (_stack("unreleased"), "OK", "nightly waits for the first release, rate(1 day) UTC", (None, True, False)),
        (
            _stack(),
            "ALARM",
            "nightly 1.2.3, rate(1 day) UTC: a run could not be started",
            ("1.2.3", True, True),
        ),
    ],
)
def test_status_says_which_version_a_job_runs(
    folder: Path, stack: Answer, state: str, line: str, document: tuple[str | None, bool, bool]
) -> None:
    changed: Answers = {
        ("cloudformation", "DescribeStacks"): lambda asked: (
            stack if asked["StackName"] == "shop-prod--nightly-schedule" else no_stack(asked)
        ),
        ("cloudwatch", "DescribeAlarms"): lambda asked: {
            "MetricAlarms": [{"AlarmName": ALARM, "StateValue": state}] if ALARM in str(asked) else []
        },
    }
    with standing_in({**ANSWERS, **changed}) as aws:
        ran = run_here(aws, folder, "status", "-e", "prod")
        told = run_here(aws, folder, "status", "-e", "prod", "--json")
    assert f"jobs      {line}" in ran.out.splitlines()
    [job] = json.loads(told.out)["jobs"]
    assert (job["version"], job["is_deployed"], job["could_not_start"]) == document
    assert ("a run of the job nightly could not be started" in json.loads(told.out)["faults"]) == document[2]
