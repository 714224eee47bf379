"""The bootstrap task definition: healthy before there is any image."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.container import HealthCheck
from generator.model.sidecar import Sidecar
from generator.resources.task_definition import bootstrap_task_definition, server
from tests.unit.project import container, plain, service


def _made(**overrides: Any) -> Any:
    return plain(bootstrap_task_definition(service(container=container(**overrides)), "role/execution", "role/task"))


def _container(**overrides: Any) -> Any:
    [container] = _made(**overrides)["Properties"]["ContainerDefinitions"]
    return container


def test_it_is_the_first_revision_of_the_releases_family() -> None:
    body = _made(cpu=512, memory=1024)["Properties"]
    assert (body["Family"], body["NetworkMode"], body["RequiresCompatibilities"]) == (
        "shop-prod",
        "awsvpc",
        ["FARGATE"],
    )
    assert (body["Cpu"], body["Memory"]) == ("512", "1024")
    assert (body["ExecutionRoleArn"], body["TaskRoleArn"]) == ("role/execution", "role/task")


def test_it_is_kept_when_it_is_replaced() -> None:
    assert _made()["UpdateReplacePolicy"] == "Retain"
    assert _made()["DeletionPolicy"] == "RetainExceptOnCreate"


@pytest.mark.parametrize(("architecture", "cpu"), [("x86_64", "X86_64"), ("arm64", "ARM64")])
def test_it_runs_on_the_service_s_architecture(architecture: str, cpu: str) -> None:
    platform = _made(architecture=architecture)["Properties"]["RuntimePlatform"]
    assert platform == {"CpuArchitecture": cpu, "OperatingSystemFamily": "LINUX"}


def test_its_container_is_the_service_s_and_a_public_image() -> None:
    container = _container(port=8080)
    assert container["Name"] == "shop"
    assert container["Image"].startswith("public.ecr.aws/")
    assert _container(bootstrap="registry/node:1")["Image"] == "registry/node:1"
    assert container["PortMappings"] == [{"ContainerPort": 8080, "Protocol": "tcp"}]
    assert (container["Essential"], container["ReadonlyRootFilesystem"]) == (True, True)
    assert container["LinuxParameters"] == {"InitProcessEnabled": True}
    assert container["LogConfiguration"] == {
        "LogDriver": "awslogs",
        "Options": {
            "awslogs-group": "/ecs/shop-prod",
            "awslogs-region": {"Ref": "AWS::Region"},
            "awslogs-stream-prefix": "task",
        },
    }


@pytest.mark.parametrize(("port", "user"), [(80, "root"), (1023, "root"), (1024, "node"), (3000, "node")])
def test_only_a_privileged_port_needs_root(port: int, user: str) -> None:
    assert _container(port=port)["User"] == user


@pytest.mark.parametrize(
    ("codes", "status"), [("200-299", "200"), ("204,301", "204"), ("200", "200"), ("301-302,200", "301")]
)
def test_it_answers_what_the_health_check_asks_for(codes: str, status: str) -> None:
    made = service(container=container(port=8080, health_check=HealthCheck(codes=codes)))
    assert f"writeHead({status}, " in server(made, [8080])
    assert server(made, [8080]).endswith(".listen(8080)")
    assert _container(port=8080, health_check=HealthCheck(codes=codes))["Command"] == [
        "node",
        "--eval",
        server(made, [8080]),
    ]


def test_a_port_of_health_checks_and_a_sidecar_in_front_answer_too() -> None:
    sidecars = {"proxy": Sidecar("public.ecr.aws/nginx/nginx:1.29", port=80)}
    own, proxy = _made(port=3000, health_check=HealthCheck(port=9000), sidecars=sidecars, target="proxy")["Properties"][
        "ContainerDefinitions"
    ]
    assert [each["ContainerPort"] for each in own["PortMappings"]] == [3000, 9000]
    assert all(f".listen({port})" in own["Command"][2] for port in (3000, 9000))
    assert (proxy["Name"], proxy["User"], proxy["Image"]) == ("proxy", "root", own["Image"])
    assert proxy["PortMappings"] == [{"ContainerPort": 80, "Protocol": "tcp"}]
    assert (proxy["Command"][2].count(".listen("), ".listen(80)" in proxy["Command"][2]) == (1, True)


@pytest.mark.parametrize("target", ["proxy", None])
def test_the_health_of_a_sidecar_that_gets_no_requests_is_answered_by_the_first_container(target: str | None) -> None:
    image = "public.ecr.aws/nginx/nginx:1.29"
    sidecars = {
        "proxy": Sidecar(image, port=8080),
        "admin": Sidecar(image, port=81),
        "cache": Sidecar(image, port=6379),
    }
    own, *others = _made(port=3000, health_check=HealthCheck(port=81), sidecars=sidecars, target=target)["Properties"][
        "ContainerDefinitions"
    ]
    assert [each["ContainerPort"] for each in own["PortMappings"]] == [3000, 81]
    assert all(f".listen({port})" in own["Command"][2] for port in (3000, 81))
    assert own["User"] == "root"
    assert [each["Name"] for each in others] == [target] * (target is not None)
