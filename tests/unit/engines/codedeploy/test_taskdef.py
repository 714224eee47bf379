"""taskdef.json: what ECS registers for every release, and what the build has to fill in."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from botocore.session import Session

from generator.engines.codedeploy import taskdef
from generator.model.container import HealthCheck, Ulimit
from generator.model.service import Service
from generator.model.sidecar import Sidecar, Volume
from generator.naming import placeholder
from generator.resources.task_definition import bootstrap_task_definition
from tests.unit.project import EVERYTHING, FOLDER, VARIANTS, container, properties, service


def _document(made: Service) -> Any:
    return json.loads(taskdef.task_definition(made))


def _container(made: Service) -> Any:
    [container] = _document(made)["containerDefinitions"]
    return container


def test_a_task_definition_of_a_spec_that_says_little() -> None:
    assert _document(service()) == {
        "family": "shop-prod",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
        "executionRoleArn": "<EXECUTION_ROLE_ARN>",
        "taskRoleArn": "<TASK_ROLE_ARN>",
        "containerDefinitions": [
            {
                "name": "shop",
                "image": "<IMAGE1_NAME>",
                "essential": True,
                "memory": 512,
                "portMappings": [{"containerPort": 3000, "protocol": "tcp"}],
                "environment": [{"name": "PORT", "value": "3000"}, {"name": "VERSION", "value": "<VERSION>"}],
                "secrets": [],
                "readonlyRootFilesystem": True,
                "linuxParameters": {"initProcessEnabled": True},
                "stopTimeout": 30,
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "/ecs/shop-prod",
                        "awslogs-region": "<REGION>",
                        "awslogs-stream-prefix": "task",
                    },
                },
            }
        ],
        "tags": [{"key": "Environment", "value": "prod"}, {"key": "Project", "value": "shop"}],
    }


@pytest.mark.parametrize("made", VARIANTS.values(), ids=VARIANTS)
def test_ecs_knows_every_key(made: Service) -> None:
    shape = Session().get_service_model("ecs").operation_model("RegisterTaskDefinition").input_shape
    assert _document(made).keys() <= shape.members.keys()
    assert _container(made).keys() <= shape.members["containerDefinitions"].member.members.keys()


def test_what_is_left_open_is_what_the_build_and_codedeploy_fill_in() -> None:
    placeholders = {"<VERSION>", "<REGION>", "<EXECUTION_ROLE_ARN>", "<TASK_ROLE_ARN>", "<IMAGE1_NAME>"}
    assert set(re.findall("<[A-Z0-9_]+>", taskdef.task_definition(service()))) == placeholders
    publishing = taskdef.task_definition(service(container=container(publish=("orders",))))
    assert {*re.findall("<[A-Z0-9_]+>", publishing)} == placeholders | {"<SNS_ARN>"}
    keeping = taskdef.task_definition(service(container=container(volumes=FOLDER)))
    ids = {"<FILE_SYSTEM_ID>", "<ACCESS_POINT_ID>"}
    assert {*re.findall("<[A-Z0-9_]+>", keeping)} == placeholders | ids
    assert placeholders | {"<SNS_ARN>"} | ids == {*placeholder.ALL}


def test_a_topic_is_told_by_its_arn() -> None:
    made = _container(service(container=container(publish=("sign-ups",))))
    assert {"name": "SIGN_UPS_TOPIC_ARN", "value": "<SNS_ARN>:shop-prod_sign-ups"} in made["environment"]


@pytest.mark.parametrize(("memory", "size"), [(512, 128), (1024, 256), (249_856, 62_464)])
def test_a_writable_tmp_is_in_memory_and_beside_a_read_only_root(memory: int, size: int) -> None:
    found = _container(service(container=container(memory=memory, tmp=True)))
    assert found["linuxParameters"]["tmpfs"] == [{"containerPath": "/tmp", "size": size}]
    assert found["readonlyRootFilesystem"] is True


def test_the_spec_s_values_reach_the_container() -> None:
    document, container = _document(EVERYTHING), _container(EVERYTHING)
    assert (document["cpu"], document["memory"], container["memory"]) == ("1024", "2048", 2048)
    assert document["runtimePlatform"]["cpuArchitecture"] == "ARM64"
    assert container["readonlyRootFilesystem"] is False
    assert {"key": "team", "value": "checkout"} in document["tags"]
    assert {"name": "NODE_ENV", "value": "production"} in container["environment"]
    assert [pair["name"] for pair in container["secrets"]] == ["API_KEY", "DATABASE_URL"]
    assert container["secrets"][1]["valueFrom"] == "/shop/prod/database-url"
    assert container["secrets"][0]["valueFrom"].endswith(":secret:shop/api-AbCdEf:key::")


def test_what_the_spec_says_of_the_process_reaches_the_container() -> None:
    check = HealthCheck(interval=20, timeout=6, unhealthy=4, grace=400, command=("curl", "-f", "localhost"))
    made = container(
        entry_point=("/tini", "--"),
        command=("node", "server.js"),
        stop_timeout=110,
        ulimits={"nofile": Ulimit(1, 2), "core": Ulimit(0, -1)},
        ephemeral_storage=50,
        health_check=check,
    )
    found = _container(service(container=made))
    assert (found["entryPoint"], found["command"]) == (["/tini", "--"], ["node", "server.js"])
    assert found["stopTimeout"] == 110
    assert found["ulimits"] == [
        {"name": "core", "softLimit": 0, "hardLimit": -1},
        {"name": "nofile", "softLimit": 1, "hardLimit": 2},
    ]
    assert found["healthCheck"] == {
        "command": ["CMD", "curl", "-f", "localhost"],
        "interval": 20,
        "timeout": 6,
        "retries": 4,
        "startPeriod": 300,
    }
    assert _document(service(container=made))["ephemeralStorage"] == {"sizeInGiB": 50}


def test_what_runs_beside_a_service_follows_it_and_keeps_its_own_image() -> None:
    made = container(
        depends_on={"job": "success"},
        sidecars={"job": Sidecar("x/job:1", essential=False, volumes={"pages": "/out"})},
        volumes={"pages": Volume("/pages"), "files": Volume("/files", "fs-1", "fsap-1", read_only=True)},
        tracing="otel",
        secrets={"OTEL_SERVICE_NAME": "/name"},
    )
    document = _document(service(container=made))
    own, collector, job = document["containerDefinitions"]
    assert [each["name"] for each in (own, collector, job)] == ["shop", "aws-otel-collector", "job"]
    assert (own["image"], job["image"]) == ("<IMAGE1_NAME>", "x/job:1")
    assert [each["essential"] for each in (own, collector, job)] == [True, False, False]
    assert own["logConfiguration"] == collector["logConfiguration"] == job["logConfiguration"]
    assert own["dependsOn"] == [
        {"containerName": "aws-otel-collector", "condition": "START"},
        {"containerName": "job", "condition": "SUCCESS"},
    ]
    assert {"name": "OTEL_RESOURCE_ATTRIBUTES", "value": "deployment.environment.name=prod"} in own["environment"]
    assert "OTEL_SERVICE_NAME" not in {each["name"] for each in own["environment"]}
    assert own["mountPoints"] == [
        {"sourceVolume": "files", "containerPath": "/files", "readOnly": True},
        {"sourceVolume": "pages", "containerPath": "/pages", "readOnly": False},
    ]
    assert job["mountPoints"] == [{"sourceVolume": "pages", "containerPath": "/out", "readOnly": False}]
    efs, empty = document["volumes"]
    assert empty == {"name": "pages"}
    assert efs["efsVolumeConfiguration"]["transitEncryption"] == "ENABLED"
    assert efs["efsVolumeConfiguration"]["authorizationConfig"] == {"accessPointId": "fsap-1", "iam": "ENABLED"}


def test_port_and_version_are_ours_whatever_the_spec_says() -> None:
    made = service(container=container(environment={"PORT": "1", "VERSION": "x", "A": "b"}))
    assert _container(made)["environment"] == [
        {"name": "A", "value": "b"},
        {"name": "PORT", "value": "3000"},
        {"name": "VERSION", "value": "<VERSION>"},
    ]


@pytest.mark.parametrize("value", ["", "é 日本", 'a "quote"', "a\\b", "a|b&c", "$HOME `x`"])
def test_any_value_is_itself(value: str) -> None:
    environment = _container(service(container=container(environment={"A": value})))["environment"]
    assert environment[0] == {"name": "A", "value": value}


def test_a_release_and_the_bootstrap_task_are_revisions_of_one_family() -> None:
    body = properties(bootstrap_task_definition(EVERYTHING, "e", "t"))
    document = _document(EVERYTHING)
    assert (document["family"], document["cpu"], document["memory"]) == (body["Family"], body["Cpu"], body["Memory"])
    assert document["runtimePlatform"]["cpuArchitecture"] == body["RuntimePlatform"]["CpuArchitecture"]
    assert _container(EVERYTHING)["name"] == body["ContainerDefinitions"][0]["Name"]
