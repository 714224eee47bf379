"""The queue of the runs of a job that could not be started, and the alarm that there is one."""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref
from troposphere.cloudwatch import Alarm, MetricDimension
from troposphere.sqs import Queue, QueuePolicy

from generator.model.job import Job
from generator.naming import JOB_ALARM, logical
from generator.policies import queue as policies
from generator.resources.queue_alarm import NAMESPACE, VISIBLE

MEASURE = "undelivered"
_DAYS = 14
"""As long as SQS keeps a message."""


def undelivered_queue(job: Job) -> Queue:
    """Encrypted with SQS's own key: what is in it are ARNs of ours, and Scheduler then needs no other key.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
    """
    return Queue(
        logical.UNDELIVERED,
        QueueName=job.names.undelivered,
        MessageRetentionPeriod=_DAYS * 86_400,
        SqsManagedSseEnabled=True,
    )


def undelivered_policy() -> QueuePolicy:
    """Nobody reaches it without TLS."""
    return QueuePolicy(
        logical.UNDELIVERED_POLICY,
        Queues=[Ref(logical.UNDELIVERED)],
        PolicyDocument=policies.tls_only(GetAtt(logical.UNDELIVERED, "Arn")),
    )


def undelivered_alarm(job: Job, topic: Any) -> Alarm:
    """A message is a run that was tried for an hour and never began. It goes off until the queue is empty again.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    """
    names = job.names
    return Alarm(
        logical.alarm(JOB_ALARM, MEASURE),
        AlarmName=names.alarm(JOB_ALARM, MEASURE),
        AlarmDescription=f"{names.base}: a run could not be started; why is said in the queue {names.undelivered}",
        Namespace=NAMESPACE,
        MetricName=VISIBLE,
        Dimensions=[MetricDimension(Name="QueueName", Value=names.undelivered)],
        Statistic="Maximum",
        Period=300,
        EvaluationPeriods=1,
        DatapointsToAlarm=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[topic],
        OKActions=[topic],
    )
