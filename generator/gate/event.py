"""What AWS services send to EventBridge about releases: kinds of events, their keys, and the words in them."""

from __future__ import annotations

from typing import NamedTuple


class Event(NamedTuple):
    """One detail-type."""

    source: str
    keys: frozenset[str]
    """Of ``detail``; none where not all of them are documented."""
    words: dict[str, frozenset[str]]
    """Key -> all that it may be."""


_TASK_STATUS = frozenset(
    [
        "PROVISIONING",
        "PENDING",
        "ACTIVATING",
        "RUNNING",
        "DEACTIVATING",
        "STOPPING",
        "DEPROVISIONING",
        "STOPPED",
        "DELETED",
    ]
)
_ACTION_STATES = frozenset(["STARTED", "SUCCEEDED", "FAILED", "CANCELED", "ABANDONED"])

EVENTS: dict[str, Event] = {
    # https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
    "CodeDeploy Deployment State-change Notification": Event(
        "aws.codedeploy",
        frozenset(["region", "deploymentId", "instanceGroupId", "deploymentGroup", "state", "application"]),
        {"state": frozenset(["FAILURE", "START", "STOP", "QUEUED", "READY", "SUCCESS"])},
    ),
    "CodeDeploy Instance State-change Notification": Event("aws.codedeploy", frozenset(), {}),
    # https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
    "CodePipeline Pipeline Execution State Change": Event(
        "aws.codepipeline",
        frozenset(),
        {
            "state": frozenset(
                ["STARTED", "SUCCEEDED", "FAILED", "STOPPED", "STOPPING", "CANCELED", "RESUMED", "SUPERSEDED"]
            )
        },
    ),
    "CodePipeline Stage Execution State Change": Event(
        "aws.codepipeline",
        frozenset(),
        {"state": frozenset(["STARTED", "SUCCEEDED", "FAILED", "STOPPED", "STOPPING", "CANCELED", "RESUMED"])},
    ),
    "CodePipeline Action Execution State Change": Event("aws.codepipeline", frozenset(), {"state": _ACTION_STATES}),
    # https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html
    "CodeBuild Build State Change": Event(
        "aws.codebuild",
        frozenset(
            [
                "build-status",
                "project-name",
                "build-id",
                "additional-information",
                "current-phase",
                "current-phase-context",
                "version",
            ]
        ),
        {"build-status": frozenset(["IN_PROGRESS", "SUCCEEDED", "FAILED", "STOPPED", "FAULT", "TIMED_OUT"])},
    ),
    "CodeBuild Build Phase Change": Event("aws.codebuild", frozenset(), {}),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
    "ECS Task State Change": Event(
        "aws.ecs",
        frozenset(
            [
                "attachments",
                "attributes",
                "availabilityZone",
                "capacityProviderName",
                "clusterArn",
                "connectivity",
                "connectivityAt",
                "containerInstanceArn",
                "containers",
                "cpu",
                "createdAt",
                "desiredStatus",
                "enableExecuteCommand",
                "ephemeralStorage",
                "executionStoppedAt",
                "fargateEphemeralStorage",
                "group",
                "healthStatus",
                "inferenceAccelerators",
                "lastStatus",
                "launchType",
                "memory",
                "overrides",
                "platformFamily",
                "platformVersion",
                "pullStartedAt",
                "pullStoppedAt",
                "startedAt",
                "startedBy",
                "stopCode",
                "stoppedAt",
                "stoppedReason",
                "stoppingAt",
                "tags",
                "taskArn",
                "taskDefinitionArn",
                "updatedAt",
                "version",
            ]
        ),
        {
            "desiredStatus": _TASK_STATUS,
            "lastStatus": _TASK_STATUS,
            "launchType": frozenset(["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]),
            "stopCode": frozenset(
                [
                    "TaskFailedToStart",
                    "EssentialContainerExited",
                    "UserInitiated",
                    "ServiceSchedulerInitiated",
                    "SpotInterruption",
                    "TerminationNotice",
                    "InfrastructureHealth",
                ]
            ),
        },
    ),
    "ECS Container Instance State Change": Event("aws.ecs", frozenset(), {}),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
    "ECS Deployment State Change": Event(
        "aws.ecs",
        frozenset(),
        {"eventType": frozenset(["INFO", "WARN", "ERROR"])},
    ),
    "ECS Service Action": Event("aws.ecs", frozenset(), {"eventType": frozenset(["INFO", "WARN", "ERROR"])}),
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
    "CloudWatch Alarm State Change": Event("aws.cloudwatch", frozenset(), {}),
}
