"""The ECS service, which nobody can change once it is there."""

from __future__ import annotations

from typing import Any

import pytest

from generator.engines.codedeploy.service import first_service
from generator.model.container import Count
from generator.model.network import Network
from generator.model.release import Release
from generator.model.service import Service
from tests.unit.engines.surroundings import AROUND
from tests.unit.project import VPC, container, plain, service


def _made(made: Service) -> Any:
    return plain(first_service(made, AROUND))


def test_the_service_runs_the_family_s_latest_revision_behind_the_blue_group() -> None:
    assert _made(service())["Properties"] == {
        "ServiceName": "shop-prod",
        "Cluster": "arn:cluster",
        "TaskDefinition": "shop-prod",
        "DeploymentController": {"Type": "CODE_DEPLOY"},
        "SchedulingStrategy": "REPLICA",
        "PlatformVersion": "LATEST",
        "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Base": 0, "Weight": 1}],
        "NetworkConfiguration": {
            "AwsvpcConfiguration": {"AssignPublicIp": "ENABLED", "SecurityGroups": ["sg"], "Subnets": ["subnet-a"]}
        },
        "LoadBalancers": [{"ContainerName": "shop", "ContainerPort": 3000, "TargetGroupArn": "arn:blue"}],
        "HealthCheckGracePeriodSeconds": 60,
        "AvailabilityZoneRebalancing": "DISABLED",  # Left out, ECS turns it on, and no release could turn it off.
        "EnableExecuteCommand": False,
        "EnableECSManagedTags": True,
        "PropagateTags": "TASK_DEFINITION",
    }


def test_the_family_exists_before_the_service_that_names_it() -> None:
    assert _made(service())["DependsOn"] == "BootstrapTaskDefinition"


@pytest.mark.parametrize(
    "changed",
    [
        {"container": container(count=Count(1, 20, cpu=50))},
        {"container": container(spot=True, cpu=1024, memory=2048, environment={"A": "b"}, secrets={"C": "/d"})},
        {"container": container(log_retention=7, architecture="arm64", read_only=False)},
        {"release": Release(strategy="linear", percent=50, rollback=False)},
    ],
    ids=str,
)
def test_what_a_spec_may_well_change_later_is_not_in_the_service(changed: dict[str, Any]) -> None:
    assert _made(service(**changed)) == _made(service())


@pytest.mark.parametrize(
    ("network", "address"),
    [
        (Network(), "ENABLED"),
        (Network(placement="private", nat="single"), "DISABLED"),
        (VPC, "DISABLED"),
        (Network(vpc="vpc-0", public_subnets=("a", "b")), "ENABLED"),
    ],
)
def test_only_tasks_in_public_subnets_have_a_public_address(network: Network, address: str) -> None:
    made = _made(service(network=network))
    assert made["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]["AssignPublicIp"] == address
