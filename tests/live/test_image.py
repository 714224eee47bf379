"""``canaryform deploy --image`` of a service that CodeDeploy releases and that has no pipeline."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.live.environment import NOON, REVISION, SPEC, put_spec
from tests.live.release import BAD, CANARY, DESPITE, DIGESTS, NEW_REVISION, OLD_REVISION, STEADY, Despite
from tests.live.stand_in import ACCOUNT, Answers, StandIn, standing_in

_HOME = f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop"
_NEW, _RUNS = (f"{_HOME}@{DIGESTS[revision]}" for revision in (NEW_REVISION, REVISION))
_QUIET: Answers = {
    **Despite().answers,
    **{key: STEADY[key] for key in (("cloudwatch", "DescribeAlarms"), ("ecs", "DescribeServices"))},
    ("ecs", "RegisterTaskDefinition"): {"taskDefinition": {"taskDefinitionArn": NEW_REVISION}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    text = SPEC.replace("service: {port: 3000}", "service: {port: 3000, publish: [orders]}\nrelease: {pipeline: false}")
    (tmp_path / "specs/shop.yaml").write_text(text, "utf-8")
    return tmp_path


def _run(aws: StandIn, folder: Path, image: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return aws.run(folder, "deploy", "-e", "prod", "--image", image, *arguments)


def _asked(aws: StandIn) -> set[str]:
    return {each.operation for each in aws.requests}


def test_an_image_is_released_by_the_canary_and_followed(folder: Path) -> None:
    with standing_in(_QUIET) as aws:
        result = _run(aws, folder, _NEW, "--yes")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "shop prod: account 123456789012, us-west-2",
        "  1. release 1.3.0, in the place of 1.2.3: the image sha256:bbbbbbbbbbbb",
        "  2. wait until 1.3.0 has all traffic and the release has ended",
        f"deployment {DESPITE} releases 1.3.0",
        f"deployment {DESPITE} InProgress, 10 % of the traffic on the new tasks, AllowTraffic InProgress",
        f"deployment {DESPITE} Ready, 10 % of the traffic on the new tasks, AllowTraffic InProgress: the old tasks "
        "stay for a while, then it has ended",
        f"deployment {DESPITE} Succeeded",
        "all traffic is on 1.3.0",
    ]
    [registered] = [each.parameters for each in aws.requests if each.operation == "RegisterTaskDefinition"]
    [container] = registered["containerDefinitions"]
    assert container["image"] == _NEW
    assert {"name": "VERSION", "value": "1.3.0"} in container["environment"]
    topic = f"arn:aws:sns:us-west-2:{ACCOUNT}:shop-prod_orders"
    assert {"name": "ORDERS_TOPIC_ARN", "value": topic} in container["environment"]
    assert registered["taskRoleArn"] == f"arn:aws:iam::{ACCOUNT}:role/shop-prod-task-us-west-2"
    assert "<" not in json.dumps(registered)
    [made] = [each.parameters for each in aws.requests if each.operation == "CreateDeployment"]
    assert "overrideAlarmConfiguration" not in made
    [resource] = yaml.safe_load(made["revision"]["appSpecContent"]["content"])["Resources"]
    assert resource["TargetService"]["Properties"]["TaskDefinition"] == NEW_REVISION


def _stacks(outputs: Mapping[str, str]) -> dict[str, Any]:
    """Whichever stack is asked for, with these outputs."""
    stack = {
        "StackName": "one of two",
        "StackId": "arn:stack",
        "StackStatus": "CREATE_COMPLETE",
        "CreationTime": NOON,
        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
    }
    return {"Stacks": [stack]}


def test_its_app_spec_names_the_network_where_that_has_security_groups_of_others(folder: Path) -> None:
    spec = folder / "specs/shop.yaml"
    network = "network: {vpc: vpc-0abc1234, private_subnets: [subnet-0abc1234, subnet-0abc1235]}\n"
    public = network.replace("]}", "], public_subnets: [subnet-0abc1236, subnet-0abc1237]}")
    named = spec.read_text("utf-8").replace("{port: 3000,", "{port: 3000, security_groups: [sg-0abc1234],")
    spec.write_text(named + public, "utf-8")
    outputs = {"TaskSubnetIds": "subnet-1,subnet-2", "SecurityGroupId": "sg-1"}
    with standing_in({**_QUIET, ("cloudformation", "DescribeStacks"): _stacks(outputs)}) as aws:
        result = _run(aws, folder, _NEW, "--yes")
    assert result.returncode == 0, result.stderr
    [made] = [each.parameters for each in aws.requests if each.operation == "CreateDeployment"]
    [resource] = yaml.safe_load(made["revision"]["appSpecContent"]["content"])["Resources"]
    assert resource["TargetService"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"] == {
        "Subnets": ["subnet-1", "subnet-2"],
        "SecurityGroups": ["sg-1", "sg-0abc1234"],
        "AssignPublicIp": "DISABLED",
    }


def test_its_task_mounts_the_folder_that_the_stacks_hand_on(folder: Path) -> None:
    spec = folder / "specs/shop.yaml"
    named = spec.read_text("utf-8").replace("{port: 3000,", "{port: 3000, volumes: {files: {path: /srv, efs: true}},")
    spec.write_text(named, "utf-8")
    outputs = {"FileSystemId": "fs-0abc1234", "AccessPointId": "fsap-0abc1234"}
    with standing_in({**_QUIET, ("cloudformation", "DescribeStacks"): _stacks(outputs)}) as aws:
        result = _run(aws, folder, _NEW, "--yes")
    assert result.returncode == 0, result.stderr
    [made] = [each.parameters for each in aws.requests if each.operation == "RegisterTaskDefinition"]
    [volume] = made["volumes"]
    assert volume["efsVolumeConfiguration"] == {
        "fileSystemId": "fs-0abc1234",
        "transitEncryption": "ENABLED",
        "authorizationConfig": {"accessPointId": "fsap-0abc1234", "iam": "ENABLED"},
    }


def test_what_runs_already_is_not_released_again(folder: Path) -> None:
    with standing_in(STEADY) as aws:
        result = _run(aws, folder, _RUNS, "--yes", "--json")
    document = json.loads(result.stdout)
    assert (result.returncode, document["runs_already"], document["started"]) == (0, True, None)
    assert not {"RegisterTaskDefinition", "CreateDeployment"} & _asked(aws)


def test_a_plan_begins_nothing(folder: Path) -> None:
    with standing_in(_QUIET) as aws:
        result = _run(aws, folder, _NEW, "--version", "v2.0.0", "--plan")
    assert (result.returncode, "release 2.0.0, in the place of 1.2.3" in result.stdout) == (0, True)
    assert "CreateDeployment" not in _asked(aws)


@pytest.mark.parametrize(
    ("image", "version", "message"),
    [
        (f"{_HOME}:v1.3.0", "", f"{_HOME}@{DIGESTS[NEW_REVISION]} has that tag now"),
        (f"{_HOME}@sha256:123", "", "is not named by its digest"),
        (f"{_HOME}@sha256:{'e' * 64}", "", "is not in the registry"),
        (f"acme/shop@{DIGESTS[NEW_REVISION]}", "", f"is not in {_HOME}"),
        (_NEW, "not a version", "is no version that a service can answer with"),
    ],
)
def test_an_image_that_cannot_run_is_refused(folder: Path, image: str, version: str, message: str) -> None:
    with standing_in(STEADY) as aws:
        result = _run(aws, folder, image, "--version", version, "--yes")
    assert result.returncode == 1
    assert message in result.stderr
    assert not {"RegisterTaskDefinition", "CreateDeployment"} & _asked(aws)


def test_a_release_that_alarms_would_stop_is_not_begun(folder: Path) -> None:
    with standing_in(BAD) as aws:
        result = _run(aws, folder, f"{_HOME}@{DIGESTS[OLD_REVISION]}", "--yes")
    assert (result.returncode, "would be stopped at once: shop-prod-" in result.stderr) == (1, True)


def test_no_second_release_beside_one(folder: Path) -> None:
    with standing_in(CANARY) as aws:
        result = _run(aws, folder, _NEW, "--yes")
    assert (result.returncode, "a release is shifting traffic" in result.stderr) == (3, True)


def test_a_service_with_a_pipeline_is_released_by_that(folder: Path) -> None:
    (folder / "specs/shop.yaml").write_text(SPEC, "utf-8")
    with standing_in(STEADY) as aws:
        result = _run(aws, folder, _NEW, "--yes")
    assert (result.returncode, "has a pipeline, which builds and releases what is pushed" in result.stderr) == (1, True)


def test_a_rollback_releases_the_image_that_an_earlier_release_ran(folder: Path) -> None:
    with standing_in(_QUIET) as aws:
        result = aws.run(folder, "rollback", "-e", "prod", "--to", "v1.2.2", "--yes", "--json")
    document = json.loads(result.stdout)
    assert (result.returncode, document["start"]["by"]) == (0, "image"), result.stderr
    assert document["start"]["image"] == f"{_HOME}@{DIGESTS[OLD_REVISION]}"
    [registered] = [each.parameters for each in aws.requests if each.operation == "RegisterTaskDefinition"]
    assert registered["containerDefinitions"][0]["image"] == document["start"]["image"]


def test_status_misses_no_pipeline(folder: Path) -> None:
    with standing_in(STEADY) as aws:
        status = aws.run(folder, "status", "-e", "prod")
        assert "GetPipelineState" not in _asked(aws)
    assert "none: `canaryform deploy --image` releases what somebody else has pushed" in status.stdout


def test_a_rollback_of_a_pushed_image_starts_the_pipeline_with_its_digest(folder: Path) -> None:
    pushed = SPEC.replace("service: {port: 3000}", f"service: {{port: 3000, image: {_HOME}}}")
    (folder / "specs/shop.yaml").write_text(pushed.replace("{branch: develop}", '{tag: "v0*"}'), "utf-8")
    answers: Answers = {**STEADY, ("codepipeline", "StartPipelineExecution"): {"pipelineExecutionId": "run-1"}}
    with standing_in(answers) as aws:
        result = aws.run(folder, "rollback", "-e", "prod", "--to", "v1.2.2", "--yes")
    assert result.returncode == 0, result.stderr
    assert f"start the pipeline with the image of v1.2.2, {DIGESTS[OLD_REVISION]}" in result.stdout
    [given] = [each.parameters for each in aws.requests if each.operation == "StartPipelineExecution"]
    assert given["variables"] == [{"name": "RELEASE", "value": "v1.2.2"}]
    [revision] = given["sourceRevisions"]
    assert revision == {
        "actionName": "Source",
        "revisionType": "IMAGE_DIGEST",
        "revisionValue": DIGESTS[OLD_REVISION],
    }
