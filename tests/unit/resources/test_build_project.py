"""The CodeBuild project."""

from __future__ import annotations

import pytest

from generator.model.build import Build
from generator.model.service import Service
from generator.resources.build_project import build_project
from tests.unit.project import BRANCH, container, environment, plain, service

ROLES = {"EXECUTION_ROLE_ARN": "role/execution", "TASK_ROLE_ARN": "role/task"}


def _body(made: Service) -> dict[str, object]:
    return dict(plain(build_project(made, "role/codebuild", "key", ROLES))["Properties"])


@pytest.mark.parametrize(
    ("architecture", "machine", "image"),
    [
        ("x86_64", "LINUX_CONTAINER", "aws/codebuild/amazonlinux-x86_64-standard:6.0"),
        ("arm64", "ARM_CONTAINER", "aws/codebuild/amazonlinux-aarch64-standard:4.0"),
    ],
)
def test_the_machine_has_the_service_s_architecture_and_runs_docker(
    architecture: str, machine: str, image: str
) -> None:
    made = plain(_body(service(container=container(architecture=architecture))))["Environment"]
    assert (made["Type"], made["Image"], made["PrivilegedMode"]) == (machine, image, True)


@pytest.mark.parametrize("compute", ["small", "medium", "large"])
def test_the_size_is_the_spec_s(compute: str) -> None:
    made = plain(_body(service(build=Build(compute=compute))))["Environment"]
    assert made["ComputeType"] == f"BUILD_GENERAL1_{compute.upper()}"


@pytest.mark.parametrize(
    ("cache", "made"), [(True, {"Type": "LOCAL", "Modes": ["LOCAL_DOCKER_LAYER_CACHE"]}), (False, {"Type": "NO_CACHE"})]
)
def test_layers_are_cached_unless_turned_off(cache: bool, made: dict[str, object]) -> None:
    assert _body(service(build=Build(cache=cache)))["Cache"] == made


def test_the_build_is_told_what_a_repository_must_not_hold() -> None:
    variables = plain(_body(service()))["Environment"]["EnvironmentVariables"]
    assert {variable["Name"]: variable["Value"] for variable in variables} == {
        "REGISTRY": {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}"},
        "REPOSITORY": "shop",
        "LOG_REGION": {"Ref": "AWS::Region"},
        "PIPELINE": "shop-prod",
        "EXECUTION_ROLE_ARN": "role/execution",
        "TASK_ROLE_ARN": "role/task",
    }


def test_a_build_that_writes_no_task_definition_is_told_of_no_role() -> None:
    made = plain(build_project(service(), "role/codebuild", "key", {}))["Properties"]
    variables = made["Environment"]["EnvironmentVariables"]
    assert [variable["Name"] for variable in variables] == ["REGISTRY", "REPOSITORY", "PIPELINE"]


def test_only_a_build_for_a_tag_knows_its_pipeline() -> None:
    variables = plain(_body(service(environment=environment(trigger=BRANCH))))["Environment"]["EnvironmentVariables"]
    assert "PIPELINE" not in [variable["Name"] for variable in variables]


def test_source_artifacts_and_logs_are_the_pipeline_s_and_ours() -> None:
    body = plain(_body(service()))
    assert body["Source"] == {"Type": "CODEPIPELINE", "BuildSpec": "templates_out/shop/prod/main/buildspec.yml"}
    assert body["Artifacts"] == {"Type": "CODEPIPELINE"}
    assert body["LogsConfig"] == {"CloudWatchLogs": {"Status": "ENABLED", "GroupName": {"Ref": "BuildLogGroup"}}}
    assert (body["ServiceRole"], body["EncryptionKey"], body["Name"]) == ("role/codebuild", "key", "shop-prod")
    assert (body["TimeoutInMinutes"], body["QueuedTimeoutInMinutes"]) == (30, 60)
