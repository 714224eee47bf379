"""The names of an environment that AWS limits, and by how many characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.naming import ACCOUNT, LONGEST_REGION, PRODUCTION_COLOURS, REGION, ServiceNames, connection


class PhysicalName(NamedTuple):
    """A name that AWS limits: what it names, the name at its longest, and the limit in characters."""

    noun: str
    text: str
    limit: int


def physical(names: ServiceNames) -> Iterator[PhysicalName]:
    """The names that AWS limits, each as long as any account and region can make it.

    Limits: the resource schemas of CloudFormation, and
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
    https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html.
    """
    yield PhysicalName("GitHub connection", connection(names.environment.project), 32)
    yield PhysicalName("load balancer", names.environment.load_balancer, 32)
    for colour in PRODUCTION_COLOURS:
        yield PhysicalName(f"{colour} target group", names.target_group(colour), 32)
    for principal in ("task", "execution", "admit", "codebuild", "codepipeline", "codedeploy"):
        yield PhysicalName(f"{principal} role", _longest(names.role(principal)), 64)
    yield PhysicalName("artifact bucket", _longest(names.environment.artifact_bucket), 63)
    yield PhysicalName("access log bucket", _longest(names.environment.log_bucket), 63)
    yield PhysicalName("pipeline", names.pipeline, 100)
    yield PhysicalName("CodeDeploy application", names.application, 100)
    yield PhysicalName("EventBridge rule", names.rule("deployment-failed"), 64)


def _longest(name: str) -> str:
    return name.replace(ACCOUNT, "111122223333").replace(REGION, LONGEST_REGION)
