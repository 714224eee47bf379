"""How traffic moves: AWS's own configuration where it has one, ours where not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.release import Release
from generator.resources.deployment_config import deployment_config, deployment_config_name
from tests.unit.project import plain, properties


@pytest.mark.parametrize(
    ("strategy", "percent", "minutes", "name"),
    [
        ("canary", 10, 5, "CodeDeployDefault.ECSCanary10Percent5Minutes"),
        ("canary", 10, 15, "CodeDeployDefault.ECSCanary10Percent15Minutes"),
        ("linear", 10, 1, "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"),
        ("linear", 10, 3, "CodeDeployDefault.ECSLinear10PercentEvery3Minutes"),
        ("all-at-once", 10, 5, "CodeDeployDefault.ECSAllAtOnce"),
        ("all-at-once", 99, 60, "CodeDeployDefault.ECSAllAtOnce"),
    ],
)
def test_aws_s_own_configurations_are_used_by_their_names(strategy: str, percent: int, minutes: int, name: str) -> None:
    release = Release(strategy=strategy, percent=percent, minutes=minutes)
    assert deployment_config_name(release) == name
    assert deployment_config(release) is None


@pytest.mark.parametrize(
    ("strategy", "percent", "minutes", "routing"),
    [
        ("canary", 20, 5, {"TimeBasedCanary": {"CanaryPercentage": 20, "CanaryInterval": 5}}),
        ("canary", 10, 1, {"TimeBasedCanary": {"CanaryPercentage": 10, "CanaryInterval": 1}}),
        ("canary", 10, 3, {"TimeBasedCanary": {"CanaryPercentage": 10, "CanaryInterval": 3}}),
        ("linear", 10, 5, {"TimeBasedLinear": {"LinearPercentage": 10, "LinearInterval": 5}}),
        ("linear", 25, 3, {"TimeBasedLinear": {"LinearPercentage": 25, "LinearInterval": 3}}),
    ],
)
def test_any_other_shape_is_a_configuration_of_our_own(
    strategy: str, percent: int, minutes: int, routing: dict[str, Any]
) -> None:
    release = Release(strategy=strategy, percent=percent, minutes=minutes)
    made = deployment_config(release)
    assert made is not None
    [kind] = routing
    assert properties(made) == {"ComputePlatform": "ECS", "TrafficRoutingConfig": {"Type": kind, **routing}}
    assert plain(deployment_config_name(release)) == {"Ref": "DeploymentConfig"}


def test_ours_has_no_name_since_every_change_replaces_it() -> None:
    made = deployment_config(Release(percent=20))
    assert made is not None
    assert "DeploymentConfigName" not in properties(made)
