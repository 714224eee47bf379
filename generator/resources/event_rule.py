"""EventBridge rules: what fails without an alarm going off tells people too."""

from __future__ import annotations

from typing import Any

from troposphere.events import InputTransformer, Rule, Target

from generator.model.job import Job
from generator.model.service import Service
from generator.model.workload import Workload
from generator.naming import JOB_RULE, TASK_RULE, logical


def pipeline_failed(service: Service, topic: Any) -> Rule:
    """A pipeline run failed: source, test, build, approval or release.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
    """
    names = service.names
    return rule(
        service,
        topic,
        logical.PIPELINE_RULE,
        "pipeline-failed",
        {
            "source": ["aws.codepipeline"],
            "detail-type": ["CodePipeline Pipeline Execution State Change"],
            "detail": {"pipeline": [names.pipeline], "state": ["FAILED"]},
        },
        {"state": "$.detail.state", "id": "$.detail.execution-id"},
        "Pipeline run <id>: <state>.",
    )


def task_failed(service: Service, cluster: Any, topic: Any) -> Rule:
    """A task could not start, or its container ended by itself.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
    """
    names = service.names
    return rule(
        service,
        topic,
        logical.TASK_RULE,
        TASK_RULE,
        {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "clusterArn": [cluster],
                "group": [f"service:{names.ecs_service}"],
                "lastStatus": ["STOPPED"],
                "stopCode": ["EssentialContainerExited", "TaskFailedToStart"],
            },
        },
        {"code": "$.detail.stopCode", "reason": "$.detail.stoppedReason"},
        "A task stopped: <code>, <reason>.",
    )


def run_failed(job: Job, cluster: Any, topic: Any) -> Rule:
    """A run could not start, or a container of it ended with another exit code than 0, as the one that keeps the time.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    """
    names = job.names
    return rule(
        job,
        topic,
        logical.TASK_RULE,
        JOB_RULE,
        {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "clusterArn": [cluster],
                "group": [f"family:{names.family}"],
                "lastStatus": ["STOPPED"],
                "$or": [
                    {"containers": {"exitCode": [{"anything-but": 0}]}},
                    {"stopCode": ["TaskFailedToStart"]},
                ],
            },
        },
        {"code": "$.detail.stopCode", "reason": "$.detail.stoppedReason", "task": "$.detail.taskArn"},
        "A run failed: <code>, <reason>, <task>.",
    )


def rule(
    workload: Workload,
    topic: Any,
    logical_id: str,
    noun: str,
    pattern: dict[str, Any],
    paths: dict[str, str],
    text: str,
) -> Rule:
    """What ``pattern`` matches is told as ``text``, with what ``paths`` find in the event in its angle brackets."""
    names = workload.names
    message = f'"{names.base}: {text}"'
    return Rule(
        logical_id,
        Name=names.rule(noun),
        Description=f"{names.base}: {noun.replace('-', ' ')}",
        State="ENABLED",
        EventPattern=pattern,
        Targets=[
            Target(
                Id="topic",
                Arn=topic,
                InputTransformer=InputTransformer(InputPathsMap=paths, InputTemplate=message),
            )
        ],
    )
