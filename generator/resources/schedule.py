"""A job -> its EventBridge schedule: when a task of it is started, and where a start goes that never came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from troposphere import If, Ref
from troposphere.scheduler import (
    AwsVpcConfiguration,
    CapacityProviderStrategyItem,
    DeadLetterConfig,
    EcsParameters,
    FlexibleTimeWindow,
    NetworkConfiguration,
    RetryPolicy,
    Schedule,
    ScheduleGroup,
    Target,
)

from generator.model.job import Job
from generator.naming import logical

_PATIENCE = 3600
"""Seconds for which a start is tried again: a run of the night need not begin in the afternoon."""
_MOST_TRIES = 185
"""The most that there may be; the hour is over before.

https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
"""


def schedule_group(job: Job) -> ScheduleGroup:
    """The job's alone: a role can say of a group, and not of a schedule, that it is for its sake that it is taken on.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    """
    return ScheduleGroup(logical.SCHEDULE_GROUP, Name=job.names.schedule)


def schedule(job: Job, role: Any, cluster: Any, queue: Any, subnets: Any, security_groups: Sequence[Any]) -> Schedule:
    """On demand: AWS may end a task on Spot in the middle. Off until there is an image to run.

    https://docs.aws.amazon.com/scheduler/latest/APIReference/API_EcsParameters.html
    """
    network = AwsVpcConfiguration(
        AssignPublicIp="DISABLED" if job.project.network.has_private_tasks else "ENABLED",
        SecurityGroups=[*security_groups],
        Subnets=subnets,
    )
    return Schedule(
        logical.SCHEDULE,
        Name=job.names.schedule,
        GroupName=job.names.schedule,
        Description=f"Runs {job.name} of {job.project.name} in {job.environment.name}",
        State=If(logical.IS_RELEASED, "ENABLED", "DISABLED"),
        ScheduleExpression=job.schedule.schedule,
        ScheduleExpressionTimezone=job.schedule.timezone,
        FlexibleTimeWindow=FlexibleTimeWindow(Mode="OFF"),
        Target=Target(
            Arn=cluster,
            RoleArn=role,
            DeadLetterConfig=DeadLetterConfig(Arn=queue),
            RetryPolicy=RetryPolicy(MaximumEventAgeInSeconds=_PATIENCE, MaximumRetryAttempts=_MOST_TRIES),
            EcsParameters=EcsParameters(
                TaskDefinitionArn=Ref(logical.TASK_DEFINITION),
                TaskCount=1,
                CapacityProviderStrategy=[CapacityProviderStrategyItem(CapacityProvider="FARGATE", Base=0, Weight=1)],
                NetworkConfiguration=NetworkConfiguration(AwsvpcConfiguration=network),
                EnableECSManagedTags=True,
                PropagateTags="TASK_DEFINITION",
            ),
        ),
    )
