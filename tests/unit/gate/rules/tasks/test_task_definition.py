"""A task definition changed at one place, in a template and in a file: the rule that is for it finds the change."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from generator.gate.catalog import ROOMS
from generator.gate.subject import SideFile
from generator.gate.system import System, capitalised
from generator.problems import Location, Problem, Severity
from tests.unit.gate.judged import subject
from tests.unit.gate.test_unknown import without_each

_SECRET = "arn:aws:secretsmanager:us-west-2:111122223333:secret:shop-AbCdEf"
_RULES = [rule for room in ROOMS if room.name == "tasks" for rule in room.rules]
_WHOLE: dict[str, Any] = {
    "family": "shop",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "512",
    "memory": "1024",
    "executionRoleArn": "arn:aws:iam::111122223333:role/execution",
    "taskRoleArn": "arn:aws:iam::111122223333:role/task",
    "volumes": [{"name": "tmp"}],
    "containerDefinitions": [
        {
            "name": "web",
            "image": "<IMAGE1_NAME>",
            "cpu": 256,
            "memory": 512,
            "portMappings": [{"containerPort": 3000, "name": "web"}],
            "environment": [{"name": "PORT", "value": "3000"}],
            "secrets": [{"name": "KEY", "valueFrom": _SECRET}, {"name": "URL", "valueFrom": "/shop/url"}],
            "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp"}],
            "dependsOn": [{"containerName": "migrate", "condition": "SUCCESS"}],
            "logConfiguration": {"logDriver": "awsfirelens"},
            "stopTimeout": 30,
        },
        {"name": "migrate", "image": "<IMAGE1_NAME>", "essential": False},
        {
            "name": "router",
            "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.5",
            "memoryReservation": 50,
            "firelensConfiguration": {"type": "fluentbit"},
        },
    ],
}


def _changed(path: str, value: Any) -> dict[str, Any]:
    data = deepcopy(_WHOLE)
    inner: Any = data
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in way:
        inner = inner[step]
    if value is None:
        del inner[last]
    elif last == "-":
        inner.append(value)
    else:
        inner[last] = value
    return data


def _in_file(data: Mapping[str, Any]) -> list[Problem]:
    file = SideFile("taskdef.json", data, "", Location("taskdef.json"))
    return [problem for rule in _RULES for problem in rule.problems(System((), (file,)))]


def _in_template(data: Mapping[str, Any]) -> list[Problem]:
    resource = {"Type": "AWS::ECS::TaskDefinition", "Properties": capitalised(data)}
    return [problem for rule in _RULES for problem in rule.problems(System((subject({"Task": resource}),)))]


@pytest.mark.parametrize("found", [_in_file, _in_template])
def test_a_task_definition_that_is_right_is_let_through(found: Any) -> None:
    assert found(_WHOLE) == []


_WEB, _MIGRATE, _ROUTER = (f"containerDefinitions/{index}" for index in range(3))


@pytest.mark.parametrize(
    ("rule", "path", "value"),
    [
        ("names-twice", "containerDefinitions/-", {"name": "router", "image": "<IMAGE1_NAME>"}),
        ("names-twice", "volumes/-", {"name": "tmp"}),
        ("names-twice", f"{_WEB}/environment/-", {"name": "PORT", "value": "3000"}),
        ("names-twice", f"{_WEB}/environment/-", {"name": "KEY", "value": "none"}),
        ("names-twice", f"{_WEB}/secrets/-", {"name": "URL", "valueFrom": "/shop/other"}),
        ("names-twice", f"{_WEB}/mountPoints/-", {"sourceVolume": "tmp", "containerPath": "/tmp"}),
        ("container-order", f"{_WEB}/dependsOn/0/containerName", "migration"),
        ("container-order", f"{_WEB}/dependsOn/0/containerName", "web"),
        ("container-order", f"{_WEB}/dependsOn/0/containerName", "router"),
        ("container-order", f"{_WEB}/dependsOn/0/condition", "HEALTHY"),
        ("container-order", f"{_MIGRATE}/dependsOn", [{"containerName": "web", "condition": "START"}]),
        ("container-size", f"{_WEB}/cpu", 513),
        ("container-size", f"{_WEB}/memory", 1000),
        ("container-size", f"{_WEB}/memoryReservation", 513),
        ("container-size", f"{_WEB}/memory", 3),
        ("port-mapping", f"{_WEB}/portMappings/0/hostPort", 80),
        ("port-mapping", f"{_WEB}/portMappings/-", {"containerPort": 3000}),
        ("port-mapping", f"{_WEB}/portMappings/-", {"containerPort": 3001, "name": "web"}),
        ("port-mapping", f"{_WEB}/portMappings/0", {"protocol": "tcp"}),
        ("port-mapping", f"{_WEB}/portMappings/0/containerPort", 70000),
        ("port-mapping", f"{_WEB}/environment/0/value", "8080"),
        ("volumes", "volumes/0/name", "temporary"),
        ("volumes", "volumes/-", {"name": "unused"}),
        ("volumes", f"{_MIGRATE}/volumesFrom", [{"sourceContainer": "app"}]),
        (
            "volumes",
            "volumes/0/efsVolumeConfiguration",
            {"fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}},
        ),
        ("fargate-forbids", f"{_WEB}/privileged", True),
        ("fargate-forbids", f"{_WEB}/links", ["migrate"]),
        ("fargate-forbids", f"{_WEB}/extraHosts", [{"hostname": "db", "ipAddress": "10.0.0.1"}]),
        ("fargate-forbids", f"{_WEB}/hostname", "web"),
        ("fargate-forbids", f"{_WEB}/dnsServers", ["10.0.0.2"]),
        ("fargate-forbids", f"{_WEB}/dockerSecurityOptions", ["no-new-privileges"]),
        ("fargate-forbids", f"{_WEB}/linuxParameters", {"sharedMemorySize": 64}),
        ("fargate-forbids", f"{_WEB}/linuxParameters", {"devices": [{"hostPath": "/dev/fuse"}]}),
        ("fargate-forbids", f"{_WEB}/linuxParameters", {"capabilities": {"add": ["NET_ADMIN"]}}),
        ("fargate-forbids", f"{_WEB}/resourceRequirements", [{"type": "GPU", "value": "1"}]),
        ("fargate-forbids", f"{_MIGRATE}/logConfiguration", {"logDriver": "fluentd"}),
        ("fargate-forbids", "volumes/0/host", {"sourcePath": "/var/data"}),
        ("fargate-forbids", "volumes/0/dockerVolumeConfiguration", {"scope": "task"}),
        ("fargate-forbids", "placementConstraints", [{"type": "memberOf", "expression": "x"}]),
        ("fargate-forbids", "ipcMode", "host"),
        ("fargate-forbids", "pidMode", "host"),
        ("fargate-task", "networkMode", "bridge"),
        ("fargate-task", "networkMode", None),
        ("fargate-task", "cpu", None),
        ("fargate-task", "memory", None),
        ("fargate-task", "memory", "1500"),
        ("fargate-task", "cpu", "2 vCPU"),
        ("fargate-task", "runtimePlatform", {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}),
        ("task-limits", f"{_WEB}/stopTimeout", 121),
        ("task-limits", f"{_WEB}/healthCheck", {"command": ["curl", "-f", "http://localhost/"]}),
        ("task-limits", f"{_WEB}/healthCheck", {"command": ["CMD", "true"], "interval": 1}),
        ("task-limits", f"{_WEB}/healthCheck", {"command": ["CMD", "true"], "timeout": 90}),
        ("task-limits", f"{_WEB}/ulimits", [{"name": "core", "softLimit": -1, "hardLimit": 7}]),
        ("task-limits", "ephemeralStorage", {"sizeInGiB": 20}),
        ("task-limits", "ephemeralStorage", {"sizeInGiB": 201}),
        ("task-limits", "family", "shop.prod"),
        ("task-limits", f"{_WEB}/name", "the web"),
        ("log-router", f"{_ROUTER}/firelensConfiguration", None),
        ("log-router", f"{_ROUTER}/essential", False),
        ("log-router", f"{_WEB}/logConfiguration", None),
        ("log-router", f"{_ROUTER}/logConfiguration", {"logDriver": "awsfirelens"}),
        ("log-router", f"{_MIGRATE}/firelensConfiguration", {"type": "fluentd"}),
        ("secret-reference", f"{_WEB}/secrets/0/valueFrom", f"{_SECRET}:password"),
        ("secret-reference", f"{_WEB}/secrets/0/valueFrom", "arn:aws:ssm:us-west-2:111122223333:parameter"),
        ("secret-reference", f"{_WEB}/secrets/0/valueFrom", "arn:aws:s3:::bucket/key"),
        ("secret-reference", f"{_WEB}/secrets/1/valueFrom", "shop:url"),
        ("secret-reference", f"{_WEB}/secrets/1/valueFrom", ""),
    ],
)
@pytest.mark.parametrize("found", [_in_file, _in_template])
def test_a_change_is_found(found: Any, rule: str, path: str, value: Any) -> None:
    problems = found(_changed(path, value))
    assert {problem.code for problem in problems if problem.severity is not Severity.ADVICE} == {rule}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{_WEB}/portMappings/0/hostPort", 3000),
        (f"{_WEB}/portMappings/-", {"containerPort": 3000, "protocol": "udp"}),
        (f"{_WEB}/privileged", False),
        (f"{_WEB}/links", []),
        (f"{_WEB}/ulimits", [{"name": "core", "softLimit": 0, "hardLimit": -1}]),
        (f"{_WEB}/linuxParameters", {"tmpfs": [{"containerPath": "/run", "size": 64}]}),
        (f"{_WEB}/linuxParameters", {"capabilities": {"add": ["SYS_PTRACE"], "drop": ["ALL"]}}),
        ("pidMode", "task"),
        ("cpu", ".5 vCPU"),
        ("memory", "1 GB"),
        ("ephemeralStorage", {"sizeInGiB": 21}),
        (f"{_WEB}/secrets/0/valueFrom", f"{_SECRET}:password::"),
        (f"{_WEB}/secrets/0/valueFrom", "<SECRET_ARN>"),
        (f"{_WEB}/secrets/1/valueFrom", "arn:aws:ssm:us-west-2:111122223333:parameter/shop/url"),
        (f"{_WEB}/healthCheck", {"command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"], "retries": 10}),
    ],
)
@pytest.mark.parametrize("found", [_in_file, _in_template])
def test_what_ecs_takes_is_let_through(found: Any, path: str, value: Any) -> None:
    assert found(_changed(path, value)) == []


def test_nothing_is_said_of_what_a_parameter_decides() -> None:
    resource = {"Type": "AWS::ECS::TaskDefinition", "Properties": capitalised(_WHOLE)}
    wrong = [
        f"{place}: [{problem.code}] {problem.message}"
        for place, variant in without_each(System((subject({"Task": resource}),)))
        for rule in _RULES
        for problem in rule.problems(variant)
    ]
    assert wrong == []


@pytest.mark.parametrize("key", ["taskDefinitionArn", "revision", "status", "registeredAt", "requiresAttributes"])
def test_what_describing_adds_is_found(key: str) -> None:
    assert {problem.code for problem in _in_file(_WHOLE | {key: "7"})} == {"task-described"}


def test_a_wrapped_task_definition_is_found_and_judged_inside() -> None:
    found = _in_file({"taskDefinition": _WHOLE | {"revision": 7, "cpus": "1"}})
    assert [problem.code for problem in found] == ["task-described", "task-keys"]
