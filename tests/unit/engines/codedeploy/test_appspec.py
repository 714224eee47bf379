"""appspec.yaml: what CodeDeploy does with a new revision."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.engines.codedeploy.appspec import appspec
from generator.model.network import Network
from generator.model.release import Hooks, Release
from generator.model.service import Service
from tests.unit.project import FUNCTION, VPC, container, service


def _document(made: Service) -> Any:
    return yaml.safe_load(appspec(made, "header"))


def _properties(made: Service) -> Any:
    [resource] = _document(made)["Resources"]
    assert resource["TargetService"]["Type"] == "AWS::ECS::Service"
    return resource["TargetService"]["Properties"]


def test_the_revision_is_left_to_codedeploy_to_ecs() -> None:
    assert _document(service())["version"] == 0.0
    assert _properties(service()) == {
        "TaskDefinition": "<TASK_DEFINITION>",
        "LoadBalancerInfo": {"ContainerName": "shop", "ContainerPort": 3000},
        "PlatformVersion": "LATEST",
        "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Base": 0, "Weight": 1}],
    }
    assert "TaskDefinition: " in appspec(service(), "")


def test_the_port_is_the_container_s() -> None:
    made = service(container=container(port=8080))
    assert _properties(made)["LoadBalancerInfo"] == {"ContainerName": "shop", "ContainerPort": 8080}


@pytest.mark.parametrize(("network", "address"), [(VPC, "DISABLED"), (Network(), "ENABLED")])
def test_with_security_groups_of_others_it_says_the_whole_network_even_where_none_is_left(
    network: Network, address: str
) -> None:
    for groups in (("sg-0abc1234",), ()):
        made = service(container=container(security_groups=groups), network=network)
        assert _properties(made)["NetworkConfiguration"]["AwsvpcConfiguration"] == {
            "Subnets": "<SUBNETS>",
            "SecurityGroups": ["<SECURITY_GROUP>", *groups],
            "AssignPublicIp": address,
        }


def test_with_spot_one_task_stays_on_demand() -> None:
    assert _properties(service(container=container(spot=True)))["CapacityProviderStrategy"] == [
        {"CapacityProvider": "FARGATE", "Base": 1, "Weight": 1},
        {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 3},
    ]


def test_with_spot_as_many_tasks_stay_on_demand_as_the_spec_says() -> None:
    made = service(container=container(spot=True, on_demand=2))
    assert _properties(made)["CapacityProviderStrategy"] == [
        {"CapacityProvider": "FARGATE", "Base": 2, "Weight": 0},
        {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 1},
    ]
    made = service(container=container(spot=True, on_demand=0))
    assert _properties(made)["CapacityProviderStrategy"] == [
        {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 1}
    ]


@pytest.mark.parametrize(
    ("step", "event"),
    [
        ("before_install", "BeforeInstall"),
        ("after_install", "AfterInstall"),
        ("after_test_traffic", "AfterAllowTestTraffic"),
        ("before_traffic", "BeforeAllowTraffic"),
        ("after_traffic", "AfterAllowTraffic"),
    ],
)
def test_each_step_has_codedeploy_s_name(step: str, event: str) -> None:
    said: dict[str, Any] = {step: FUNCTION}
    made = service(release=Release(hooks=Hooks(**said)))
    assert _document(made)["Hooks"] == [{event: FUNCTION}]


def test_hooks_are_in_the_order_of_a_release() -> None:
    hooks = Hooks(after_traffic="b", before_install="a")
    assert _document(service(release=Release(hooks=hooks)))["Hooks"] == [
        {"BeforeInstall": "a"},
        {"AfterAllowTraffic": "b"},
    ]


def test_without_hooks_there_is_no_such_section() -> None:
    assert "Hooks" not in _document(service())


def test_the_header_is_a_comment() -> None:
    assert appspec(service(), "header").startswith("# header\n")
