"""The two target groups."""

from __future__ import annotations

import pytest

from generator.model.container import HealthCheck
from generator.resources.target_group import target_group
from tests.unit.project import container, properties, service

CHECK = HealthCheck("/health", interval=10, timeout=4, healthy=3, unhealthy=5, codes="200,204")


@pytest.mark.parametrize("colour", ["blue", "green"])
def test_a_group_checks_its_tasks_as_the_spec_says(colour: str) -> None:
    made = target_group(service(container=container(port=8080, health_check=CHECK)), colour, "vpc")
    assert made.title == f"{colour.capitalize()}TargetGroup"
    assert properties(made) == {
        "Name": f"shop-prod-{colour}",
        "VpcId": "vpc",
        "TargetType": "ip",
        "Protocol": "HTTP",
        "Port": 8080,
        "HealthCheckEnabled": True,
        "HealthCheckProtocol": "HTTP",
        "HealthCheckPath": "/health",
        "HealthCheckIntervalSeconds": 10,
        "HealthCheckTimeoutSeconds": 4,
        "HealthyThresholdCount": 3,
        "UnhealthyThresholdCount": 5,
        "Matcher": {"HttpCode": "200,204"},
        "TargetGroupAttributes": [{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}],
    }


def test_the_colours_differ_in_nothing_but_their_names() -> None:
    blue, green = (properties(target_group(service(), colour, "vpc")) for colour in ("blue", "green"))
    assert {**blue, "Name": ""} == {**green, "Name": ""}
    assert blue["Name"] != green["Name"]
