"""The names of an environment that AWS limits, and by how many characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.naming import (
    ACCOUNT,
    JOB_RULE,
    LONGEST_REGION,
    PRODUCTION_COLOURS,
    REGION,
    EnvironmentNames,
    ServiceNames,
    connection,
)


class PhysicalName(NamedTuple):
    """A name that AWS limits: what it names, the name at its longest, and the limit in characters."""

    noun: str
    text: str
    limit: int


def physical(names: ServiceNames, region: str = LONGEST_REGION) -> Iterator[PhysicalName]:
    """The names that AWS limits of a service, and of what the services of its environment share."""
    yield from of_environment(names.environment, region)
    yield from of_service(names, region)


def of_environment(names: EnvironmentNames, region: str = LONGEST_REGION) -> Iterator[PhysicalName]:
    """The names of what services share, each as long as any account can make it.

    Limits: the resource schemas of CloudFormation, and
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
    https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html.
    """
    yield PhysicalName("GitHub connection", connection(names.project), 32)
    yield PhysicalName("load balancer", names.load_balancer, 32)
    yield PhysicalName("artifact bucket", _filled(names.artifact_bucket, region), 63)
    yield PhysicalName("access log bucket", _filled(names.log_bucket, region), 63)


def of_service(names: ServiceNames, region: str = LONGEST_REGION) -> Iterator[PhysicalName]:
    """The names of one service's things.

    Limits: the resource schemas of CloudFormation, and
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
    """
    for colour in PRODUCTION_COLOURS:
        yield PhysicalName(f"{colour} target group", names.target_group(colour), 32)
    for principal in ("task", "execution", "admit", "before", "codebuild", "codepipeline", "codedeploy"):
        yield PhysicalName(f"{principal} role", _filled(names.role(principal), region), 64)
    yield PhysicalName("pipeline", names.pipeline, 100)
    yield PhysicalName("CodeDeploy application", names.application, 100)
    yield PhysicalName("EventBridge rule", names.rule("deployment-failed"), 64)


def of_worker(names: ServiceNames, region: str = LONGEST_REGION) -> Iterator[PhysicalName]:
    """The names of one worker's things.

    Limits: the resource schemas of CloudFormation, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
    and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
    """
    for principal in ("task", "execution", "admit", "codebuild", "codepipeline", "release", "template"):
        yield PhysicalName(f"{principal} role", _filled(names.role(principal), region), 64)
    yield PhysicalName("pipeline", names.pipeline, 100)
    yield PhysicalName("EventBridge rule", names.rule("deployment-failed"), 64)
    yield PhysicalName("dead-letter queue", names.dead_letters, 80)


def of_job(names: ServiceNames, region: str = LONGEST_REGION) -> Iterator[PhysicalName]:
    """The names of one job's things.

    Limits: the resource schemas of CloudFormation, https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html
    and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
    """
    for principal in ("task", "execution", "scheduler", "release"):
        yield PhysicalName(f"{principal} role", _filled(names.role(principal), region), 64)
    yield PhysicalName("schedule", names.schedule, 64)
    yield PhysicalName("EventBridge rule", names.rule(JOB_RULE), 64)
    yield PhysicalName("queue", names.undelivered, 80)


def _filled(name: str, region: str) -> str:
    return name.replace(ACCOUNT, "111122223333").replace(REGION, region)
