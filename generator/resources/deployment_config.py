"""CodeDeploy's deployment configuration: how much traffic moves, how often."""

from __future__ import annotations

from typing import Any

from troposphere import Ref
from troposphere.codedeploy import (
    DeploymentConfig,
    TimeBasedCanary,
    TimeBasedLinear,
    TrafficRoutingConfig,
)

from generator.model.release import Release
from generator.naming import logical

# https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configurations-predefined-ecs
_PREDEFINED = {
    ("canary", 10, 5): "CodeDeployDefault.ECSCanary10Percent5Minutes",
    ("canary", 10, 15): "CodeDeployDefault.ECSCanary10Percent15Minutes",
    ("linear", 10, 1): "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
    ("linear", 10, 3): "CodeDeployDefault.ECSLinear10PercentEvery3Minutes",
}
_ALL_AT_ONCE = "CodeDeployDefault.ECSAllAtOnce"


def predefined(release: Release) -> str | None:
    """AWS's own configuration for a release's shape, where there is one."""
    if release.strategy == "all-at-once":
        return _ALL_AT_ONCE
    return _PREDEFINED.get((release.strategy, int(release.percent), release.minutes))


def deployment_config(release: Release) -> DeploymentConfig | None:
    """A configuration of our own where AWS has none.

    It has no name: every property replaces it, and a name would be taken when that happens.
    """
    if predefined(release):
        return None
    if release.strategy == "canary":
        shape: dict[str, Any] = {
            "Type": "TimeBasedCanary",
            "TimeBasedCanary": TimeBasedCanary(CanaryPercentage=int(release.percent), CanaryInterval=release.minutes),
        }
    else:
        shape = {
            "Type": "TimeBasedLinear",
            "TimeBasedLinear": TimeBasedLinear(LinearPercentage=int(release.percent), LinearInterval=release.minutes),
        }
    return DeploymentConfig(
        logical.DEPLOYMENT_CONFIG, ComputePlatform="ECS", TrafficRoutingConfig=TrafficRoutingConfig(**shape)
    )


def deployment_config_name(release: Release) -> Any:
    """What the deployment group refers to."""
    return predefined(release) or Ref(logical.DEPLOYMENT_CONFIG)
