"""A job's name after ``-s``: commands that take one, and those that say why they do not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import REPOSITORY, put_spec
from tests.live.environment import DIGEST, HEALTHY, NOON, NOTHING, stack, stack_policy
from tests.live.here import run_here
from tests.live.running import MISSING, event, written
from tests.live.stand_in import ACCOUNT, Answer, Answers, Refusal, standing_in
from tests.live.test_run import ANSWERS, ARN, REVISION, SPEC, TASK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path).write_text(SPEC, encoding="utf-8")
    return tmp_path


def test_logs_shows_what_its_runs_write(folder: Path) -> None:
    with standing_in(ANSWERS) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly")
    groups = {each.parameters["logGroupName"] for each in aws.requests if each.service == "logs"}
    assert (ran.code, groups) == (0, {"/ecs/shop-prod/nightly"})
    assert [line.split(" ", 1)[1] for line in ran.out.splitlines()] == ["dddddddd begun", "dddddddd done"]


def test_logs_names_the_container_that_ended_it_in_time(folder: Path) -> None:
    late = written(lambda: [event(1, "late", logStreamName=f"task/timeout/{TASK}")])
    with standing_in({**NOTHING, **late}) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly")
    assert ran.out.endswith("dddddddd/timeout late\n")


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ({("logs", "FilterLogEvents"): MISSING}, 3, "/ecs/shop-prod/nightly: the job is not deployed"),
        (written(), 0, "nothing has been written yet: `canaryform status specs/shop.yaml -e prod -s nightly`"),
    ],
)
def test_logs_says_why_there_is_nothing_of_a_job(folder: Path, answers: Answers, code: int, words: str) -> None:
    with standing_in({**NOTHING, **answers}) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly")
    assert (ran.code, words in ran.err) == (code, True), ran.err


@pytest.mark.parametrize(
    "command",
    [
        ["open"],
        ["exec"],
        ["continue"],
        ["rollback"],
        ["rollback", "--to", "v1.2.3"],
        ["power"],
        ["migrate", "--to", "ecs"],
    ],
)
def test_what_a_job_has_not_is_refused_before_aws_is_asked(folder: Path, command: list[str]) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, *command, "-e", "prod", "-s", "nightly")
    assert (ran.code, aws.requests) == (2, [])
    assert f"nightly is a job, and `canaryform {command[0]}` is about services: -s main is" in " ".join(ran.err.split())


def test_no_release_is_of_a_job(folder: Path) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "release", "status", "-s", "nightly")
    assert ran.code == 1
    assert "nightly is a job: it gets the image of main after a release of that, -s main" in ran.err


def test_logs_of_a_release_are_a_service_s(folder: Path) -> None:
    with standing_in({}) as aws:
        ran = run_here(aws, folder, "logs", "-e", "prod", "-s", "nightly", "--release")
    assert (ran.code, aws.requests) == (2, [])
    assert "--release goes with a service" in ran.err


_QUEUE = f"https://sqs.us-west-2.amazonaws.com/{ACCOUNT}/shop-prod--nightly_undelivered"


def _stack(asked: Mapping[str, Any]) -> Answer:
    found = dict(stack(asked)["Stacks"][0])
    return {"Stacks": [{**found, "Parameters": [{"ParameterKey": "Version", "ParameterValue": "1.2.3"}]}]}


def _schedule(state: str = "ENABLED") -> Answer:
    role = f"arn:aws:iam::{ACCOUNT}:role/shop-prod--nightly-scheduler-us-west-2"
    return {
        "Name": "shop-prod--nightly",
        "State": state,
        "ScheduleExpression": "rate(1 day)",
        "ScheduleExpressionTimezone": "UTC",
        "Target": {"Arn": "arn", "RoleArn": role, "EcsParameters": {"TaskDefinitionArn": REVISION}},
    }


def _run(code: int = 0, **changed: Any) -> Answer:
    containers = [{"name": "shop-nightly", "exitCode": code}]
    task = {"taskArn": ARN, "lastStatus": "STOPPED", "createdAt": NOON, "stoppedAt": NOON, "containers": containers}
    return {"tasks": [{**task, **changed}]}


def _definition(asked: Mapping[str, Any]) -> Answer:
    if asked["taskDefinition"] != REVISION:
        of_the_service = HEALTHY["ecs", "DescribeTaskDefinition"]
        assert not callable(of_the_service)
        return of_the_service
    image = f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop@{DIGEST}"
    found = {"taskDefinitionArn": REVISION, "family": "shop-prod--nightly", "revision": 3}
    return {"taskDefinition": {**found, "containerDefinitions": [{"name": "shop-nightly", "image": image}]}}


WELL: Answers = {
    **HEALTHY,
    ("cloudformation", "DescribeStacks"): _stack,
    ("cloudformation", "GetStackPolicy"): lambda asked: stack_policy(asked, SPEC),
    ("scheduler", "GetSchedule"): _schedule(),
    ("sqs", "GetQueueUrl"): {"QueueUrl": _QUEUE},
    ("sqs", "GetQueueAttributes"): {"Attributes": {"ApproximateNumberOfMessages": "0"}},
    ("ecs", "DescribeTaskDefinition"): _definition,
    ("ecs", "ListTasks"): lambda asked: {
        "taskArns": [ARN] if asked.get("family") == "shop-prod--nightly" and asked["desiredStatus"] == "STOPPED" else []
    },
    ("ecs", "DescribeTasks"): _run(),
}
NO_QUEUE = Refusal("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.")


def _doctor(folder: Path, answers: Answers, *words: str) -> tuple[int, Any]:
    with standing_in(answers) as aws:
        ran = run_here(aws, folder, "doctor", "-e", "prod", "--json", *words)
    assert ran.err == ""
    return ran.code, json.loads(ran.out)


def test_doctor_examines_a_service_with_its_jobs_and_a_job_alone(folder: Path) -> None:
    code, document = _doctor(folder, WELL)
    assert (code, document["ok"]) == (0, True), document
    of_jobs = {"job-schedule", "job-image", "undelivered-runs", "last-run"}
    assert {finding["check"] for finding in document["findings"] if "nightly" in finding["what"]} > of_jobs
    code, document = _doctor(folder, WELL, "-s", "nightly")
    assert (code, document["job"], "service" in document) == (0, "nightly", False)
    assert {finding["check"] for finding in document["findings"]} == {"role-permissions", "log-group", *of_jobs}


def test_doctor_tells_all_that_is_wrong_with_a_job(folder: Path) -> None:
    broken: Answers = {
        **WELL,
        ("scheduler", "GetSchedule"): _schedule("DISABLED"),
        ("sqs", "GetQueueAttributes"): {"Attributes": {"ApproximateNumberOfMessages": "3"}},
        ("ecr", "DescribeImages"): Refusal("ImageNotFoundException", "The image does not exist"),
        ("ecs", "DescribeTasks"): _run(7),
    }
    code, document = _doctor(folder, broken, "-s", "nightly")
    failed = {finding["check"]: finding for finding in document["findings"] if finding["verdict"] == "failed"}
    assert (code, {*failed}) == (1, {"job-schedule", "job-image", "undelivered-runs", "last-run"})
    assert all(each["evidence"] and each["mend"] and each["source"] for each in failed.values())
    code, document = _doctor(folder, {**WELL, ("sqs", "GetQueueUrl"): NO_QUEUE}, "-s", "nightly")
    assert [each["check"] for each in document["findings"] if each["verdict"] == "failed"] == ["undelivered-runs"]


def test_doctor_before_a_job_is_deployed(folder: Path) -> None:
    nothing: Answers = {**NOTHING, ("ecs", "ListTasks"): {"taskArns": []}}
    code, document = _doctor(folder, nothing, "-s", "nightly")
    assert (code, {finding["verdict"] for finding in document["findings"]}) == (0, {"not yet"})


def test_the_page_says_which_permissions_the_checks_of_jobs_take(folder: Path) -> None:
    text = (REPOSITORY / "docs/doctor.md").read_text("utf-8")
    later: Answers = {**WELL, ("ecs", "ListTasks"): {"taskArns": []}}
    for answers in (WELL, later):
        with standing_in(answers) as aws:
            run_here(aws, folder, "doctor", "-e", "prod", "-s", "nightly")
        asked = {f"{each.service}:{each.operation}" for each in aws.requests}
        assert {action for action in asked if f"`{action}`" not in text} == {"sts:GetCallerIdentity"}


def test_status_is_of_the_job_alone(folder: Path) -> None:
    with standing_in(WELL) as aws:
        ran = run_here(aws, folder, "status", "-e", "prod", "-s", "nightly")
        told = run_here(aws, folder, "status", "-e", "prod", "-s", "nightly", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"shop prod nightly: account {ACCOUNT}, us-west-2",
        "a job of main",
        "",
        "health    well",
        "version   1.2.3",
        "schedule  rate(1 day) UTC, on",
        "runs      the last ended at 2026-01-02 12:00Z, well",
        "stacks    shop-prod--nightly-iam       CREATE_COMPLETE",
        "          shop-prod--nightly-job       CREATE_COMPLETE",
        "          shop-prod--nightly-schedule  CREATE_COMPLETE",
    ]
    document = json.loads(told.out)
    assert (document["ok"], document["is_on"], document["service"]) == (True, True, "main")
    assert (document["job"]["version"], document["runs"][0]["exit_codes"]) == ("1.2.3", {"shop-nightly": 0})


def test_status_tells_what_is_wrong_with_a_job(folder: Path) -> None:
    broken: Answers = {
        **WELL,
        ("scheduler", "GetSchedule"): _schedule("DISABLED"),
        ("ecs", "DescribeTasks"): _run(7, stoppedReason="Essential container in task exited"),
    }
    with standing_in(broken) as aws:
        ran = run_here(aws, folder, "status", "-e", "prod", "-s", "nightly")
    assert ran.code == 1
    for line in (
        "health    its schedule is off, although it has an image",
        "          the last run failed",
        "schedule  rate(1 day) UTC, off",
        "runs      the last ended at 2026-01-02 12:00Z: Essential container in task exited; shop-nightly with 7",
    ):
        assert line in ran.out.splitlines()


def test_status_of_a_job_that_is_not_deployed_or_may_not_be_asked(folder: Path) -> None:
    denied = Refusal("AccessDeniedException", "no")
    answers: Answers = {**NOTHING, ("scheduler", "GetSchedule"): denied, ("ecs", "ListTasks"): {"taskArns": []}}
    with standing_in(answers) as aws:
        ran = run_here(aws, folder, "status", "-e", "prod", "-s", "nightly")
        told = run_here(aws, folder, "status", "-e", "prod", "-s", "nightly", "--json")
    assert ran.code == 1
    assert {"health    nothing is deployed", "          unknown: schedule", "version   not deployed"} <= {
        *ran.out.splitlines()
    }
    assert [*json.loads(told.out)["unknown"]] == ["schedule"]


def test_nobody_watches_a_job(folder: Path) -> None:
    with standing_in(WELL) as aws:
        ran = run_here(aws, folder, "status", "-e", "prod", "-s", "nightly", "--watch")
    assert ran.code == 2
    assert "nightly is a job: `logs -s nightly -f` follows it" in ran.err


@pytest.mark.parametrize("command", ["logs", "status", "doctor"])
def test_what_is_in_aws_is_looked_at_without_what_a_release_takes(folder: Path, command: str) -> None:
    (folder / "service/Dockerfile").unlink()
    with standing_in({**WELL, **written(lambda: [event(1, "here", logStreamName=f"task/shop-nightly/{TASK}")])}) as aws:
        ran = run_here(aws, folder, command, "-e", "prod", "-s", "nightly")
    assert (ran.code, ran.err) == (0, "")
