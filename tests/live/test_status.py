"""``canaryform status`` in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.live import release
from tests.live.environment import BLUE, NOON, NOTHING, REVISION, put_spec, service, stack
from tests.live.release import CANARY, ROLLED_BACK, STEADY
from tests.live.stand_in import Answer, Answers, Refusal, StandIn, standing_in

_STATUS = ("cloudformation", "DescribeStacks")
_DENIED = Refusal("AccessDeniedException", "User: me is not authorized to perform: codedeploy:GetDeploymentGroup")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def _shown(folder: Path, answers: Answers, *options: str) -> tuple[int, list[str]]:
    with standing_in(answers) as aws:
        result = aws.run(folder, "status", "-e", "prod", *options)
    assert result.stderr == ""
    return result.returncode, result.stdout.splitlines()


def _document(folder: Path, answers: Answers) -> tuple[int, Any]:
    code, lines = _shown(folder, answers, "--json")
    return code, json.loads("\n".join(lines))


def _stacks(**states: str) -> Mapping[tuple[str, str], Any]:
    """Stacks by their nouns, in other states than CREATE_COMPLETE."""

    def answer(parameters: Mapping[str, Any]) -> Answer:
        return stack(parameters, states.get(parameters["StackName"].rpartition("-")[2], "CREATE_COMPLETE"))

    return {_STATUS: answer}


def test_a_steady_environment(folder: Path) -> None:
    code, lines = _shown(folder, STEADY)
    assert code == 0
    assert lines[:2] == ["shop prod: account 123456789012, us-west-2", f"http://{release.DNS_NAME}/"]
    assert f"version   1.2.3, image v1.2.3 {release.DIGESTS[REVISION]}" in lines
    assert "release   deployment d-1 Succeeded, ended 2026-01-02 12:00Z" in lines
    assert "          blue    100 %    1.2.3    2 of 2  2 healthy" in lines
    assert "          green   0 %      -        -       none" in lines
    assert "pipeline  Source Succeeded, Build Succeeded, Deploy Succeeded" in lines
    assert "alarms    9 OK" in lines
    assert "          shop-prod-routes      CREATE_COMPLETE; drift expected: ProductionRule, TestRule" in lines
    assert "          shop-prod-ecs         CREATE_COMPLETE; drift expected: Service" in lines
    assert lines[3] == "health    well"


def test_nothing_is_deployed(folder: Path) -> None:
    code, lines = _shown(folder, NOTHING)
    assert code == 1
    assert lines[1] == "no address yet"
    for part in ("version", "release", "traffic", "pipeline", "alarms"):
        assert f"{part:<10}not deployed" in lines
    assert lines[3] == "health    nothing is deployed"


def test_in_the_middle_of_a_canary(folder: Path) -> None:
    code, lines = _shown(folder, CANARY)
    assert code == 0
    assert "          blue    90 %     1.2.3    2 of 2  2 healthy" in lines
    assert "          green   10 %     1.3.0    2 of 2  2 healthy" in lines
    assert "release   deployment d-RELEASE01 InProgress, since 2026-01-02 12:00Z" in lines
    assert "          Install Succeeded, AllowTraffic InProgress" in lines
    assert "          original 90 % (shop-prod-blue), replacement 10 % (shop-prod-green)" in lines


def test_after_a_rollback(folder: Path) -> None:
    code, lines = _shown(folder, ROLLED_BACK)
    assert code == 1
    begin = lines.index("release   rollback d-ROLLBACK1 Succeeded, ended 2026-01-02 12:00Z")
    assert lines[begin + 1 : begin + 4] == [
        "          it takes back d-RELEASE01:",
        "          deployment d-RELEASE01 Stopped, ended 2026-01-02 12:00Z",
        "          One or more alarms have been activated [ALARM_ACTIVE]",
    ]
    assert "          Act: Deployment stopped" in lines
    assert lines[3] == "health    the pipeline's stage Deploy failed"


def test_all_that_can_be_bad(folder: Path) -> None:
    event = {
        "StackId": "arn",
        "EventId": "2",
        "StackName": "shop-prod-alb",
        "Timestamp": NOON,
        "LogicalResourceId": "ProductionListener",
        "ResourceType": "AWS::ElasticLoadBalancingV2::Listener",
        "ResourceStatus": "UPDATE_FAILED",
        "ResourceStatusReason": "Certificate not found",
    }
    begun = {**event, "EventId": "1", "LogicalResourceId": "shop-prod-alb", "ResourceStatus": "UPDATE_IN_PROGRESS"}
    begun["ResourceType"] = "AWS::CloudFormation::Stack"
    earlier = {**event, "EventId": "0", "ResourceStatusReason": "an error of an earlier update"}
    task = {
        "taskArn": "arn",
        "stopCode": "TaskFailedToStart",
        "stoppedReason": "CannotPullContainerError: no",
        "stoppedAt": NOON,
    }
    answers: Answers = {
        **STEADY,
        **_stacks(alb="UPDATE_ROLLBACK_FAILED", iam="UPDATE_ROLLBACK_COMPLETE", network="UPDATE_IN_PROGRESS"),
        **release.pipeline("Failed", Build=release.stage("Failed", summary="phase BUILD failed")),
        ("cloudformation", "DescribeStackEvents"): {"StackEvents": [event, begun, earlier]},
        ("cloudwatch", "DescribeAlarms"): release.alarms(green_errors="ALARM"),
        ("elbv2", "DescribeTargetHealth"): release.targets(blue=-2),
        ("ecs", "DescribeServices"): service(runningCount=1),
        ("ecs", "ListTasks"): {"taskArns": ["arn"]},
        ("ecs", "DescribeTasks"): {"tasks": [task, {**task, "stopCode": "UserInitiated"}]},
    }
    code, document = _document(folder, answers)
    assert code == 1
    assert not document["ok"]
    assert document["faults"] == [
        "the stack shop-prod-alb is UPDATE_ROLLBACK_FAILED",
        "the pipeline's stage Build failed",
        "the alarm shop-prod-green-errors is firing",
        "blue gets traffic and has no healthy target",
    ]
    assert document["unknown"] == {}
    stacks = {each["name"]: each for each in document["stacks"]}
    assert stacks["shop-prod-alb"]["reasons"] == ["ProductionListener: Certificate not found"]
    assert stacks["shop-prod-network"] == {
        "name": "shop-prod-network",
        "status": "UPDATE_IN_PROGRESS",
        "reasons": [],
        "expected_drift": [],
    }
    assert document["alarms"]["alarms"][0]["name"] == "shop-prod-green-errors"
    assert document["traffic"][0]["complaints"] == ["Health checks failed with these codes: [503]"]
    assert [each["reason"] for each in document["service"]["failed_tasks"]] == ["CannotPullContainerError: no"]


def test_the_run_that_a_new_pipeline_begins_with_is_no_fault(folder: Path) -> None:
    stages = {"Build": release.stage("Failed"), "Deploy": {"actionStates": []}}
    code, lines = _shown(folder, {**STEADY, **release.pipeline("Failed", "CreatePipeline", **stages)})
    assert code == 0
    assert "pipeline  Source Succeeded, Build Failed, Deploy never ran" in lines


def test_one_part_is_forbidden(folder: Path) -> None:
    code, lines = _shown(folder, {**STEADY, ("codedeploy", "GetDeploymentGroup"): _DENIED})
    assert code == 3
    why = "User: me is not authorized to perform: codedeploy:GetDeploymentGroup [AccessDeniedException]"
    assert f"release   unknown: AWS refused GetDeploymentGroup: {why}" in lines
    assert "          blue    100 %    1.2.3    2 of 2  2 healthy" in lines
    assert lines[3] == "health    unknown: release"


def test_the_document_says_what_is_forbidden_and_what_is_not_there(folder: Path) -> None:
    answers: Answers = {
        **NOTHING,
        **_stacks(),
        ("codedeploy", "GetDeploymentGroup"): _DENIED,
    }
    code, document = _document(folder, answers)
    assert code == 3
    assert document["unknown"]["release"]["what"] == "AWS refused GetDeploymentGroup"
    for part in ("release", "service", "traffic", "pipeline", "alarms", "url"):
        assert document[part] is None


def test_credentials_that_have_expired(folder: Path) -> None:
    expired = Refusal("ExpiredToken", "The security token included in the request is expired", 403)
    with standing_in({("sts", "GetCallerIdentity"): expired}) as aws:
        result = aws.run(folder, "status", "-e", "prod", "--json")
    assert result.returncode == 3
    assert json.loads(result.stdout)["error"]["hint"].startswith("log in again")
    assert "AWS refused GetCallerIdentity: The security token included in the request is expired" in result.stderr


def test_asked_too_often_it_asks_again(folder: Path) -> None:
    refused: list[Mapping[str, Any]] = []

    def throttled(parameters: Mapping[str, Any]) -> Answer:
        if not refused:
            refused.append(parameters)
            return Refusal("ThrottlingException", "Rate exceeded")
        answer: Any = STEADY["codepipeline", "GetPipelineState"]
        return dict(answer)

    code, lines = _shown(folder, {**STEADY, ("codepipeline", "GetPipelineState"): throttled})
    assert (code, len(refused)) == (0, 1)
    assert "pipeline  Source Succeeded, Build Succeeded, Deploy Succeeded" in lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--watch",), "specs/shop.yaml has several environments: say -e with one of dev, prod."),
        (("--all", "-e", "prod"), "it goes with --json and --profile alone"),
        (("-e", "test"), "No environment is called 'test'. There are: dev, prod."),
        (("-e", "prod", "--watch", "--json"), "--watch and --json exclude each other."),
        (("-e", "prod", "--watch", "--every", "0.5"), "Invalid value for '--every'"),
    ],
)
def test_wrong_usage(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    with standing_in({}) as aws:
        result = aws.run(folder, "status", *arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert aws.requests == []


def test_without_an_environment_each_has_a_line(folder: Path) -> None:
    spec = folder / "specs/shop.yaml"
    other = '{tag: "v*"}, account: "111122223333"'
    spec.write_text(spec.read_text("utf-8").replace('{tag: "v*"}', other.replace(", ", "\n    ")), "utf-8")
    with standing_in(NOTHING) as aws:
        shown = aws.run(folder, "status")
        document = json.loads(aws.run(folder, "status", "--all", "--json").stdout)
    assert (shown.returncode, shown.stderr) == (1, "")
    names = [line.strip("| ").split("  ")[0] for line in shown.stdout.splitlines()]
    assert {"shop dev", "shop prod"} <= set(names)
    assert "shop dev: nothing is deployed" in shown.stdout
    assert "shop prod: prod belongs to the account 111122223333" in shown.stdout
    [dev, prod] = document["environments"]
    assert (dev["environment"], dev["name"], dev["faults"]) == ("dev", "main", ["nothing is deployed"])
    assert (prod["environment"], prod["ok"]) == ("prod", False)
    assert prod["error"]["why"].startswith("these credentials are of 123456789012")


def test_a_spec_with_a_mistake(folder: Path) -> None:
    (folder / "specs/shop.yaml").write_text("project: shop\n", "utf-8")
    with standing_in({}) as aws:
        result = aws.run(folder, "status", "--json")
    assert result.returncode == 1
    assert not json.loads(result.stdout)["ok"]


def test_few_calls(folder: Path) -> None:
    with standing_in(STEADY) as aws:
        aws.run(folder, "status", "-e", "prod")
    assert len(aws.requests) == 28, [request.operation for request in aws.requests]
    assert _calls(aws, "DescribeStacks") == 12
    assert {request.region for request in aws.requests} == {"us-west-2"}


def _calls(aws: StandIn, operation: str) -> int:
    return sum(request.operation == operation for request in aws.requests)


def test_a_service_without_task_sets(folder: Path) -> None:
    """As ECS may answer before CodeDeploy has touched it."""
    routes = [{"targetGroupArn": BLUE, "containerName": "shop", "containerPort": 3000}]
    answers = {**STEADY, ("ecs", "DescribeServices"): service(taskSets=[], loadBalancers=routes)}
    _, document = _document(folder, answers)
    assert document["traffic"][0]["version"] == "1.2.3"
    assert document["traffic"][0]["tasks"] == {"desired": 2, "running": 2, "pending": 0}
