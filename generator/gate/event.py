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


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TASK_STATUS = _words("PROVISIONING PENDING ACTIVATING RUNNING DEACTIVATING STOPPING DEPROVISIONING STOPPED DELETED")
_ACTION_STATES = _words("STARTED SUCCEEDED FAILED CANCELED ABANDONED")
_STAGE_STATES = _words("STARTED SUCCEEDED FAILED STOPPED STOPPING CANCELED RESUMED")
_OF_RUN = _words("pipeline execution-id start-time state version pipeline-execution-attempt")
_DEPLOYMENT = _words("application deploymentGroup deploymentId instanceGroupId region state")
_LEVELS = {"eventType": _words("INFO WARN ERROR")}
_PHASE = (
    "completed-phase completed-phase-context completed-phase-duration-seconds completed-phase-end "
    "completed-phase-start completed-phase-status"
)
_BUILD = "additional-information build-id project-name version"
_TASK = (
    "attachments attributes availabilityZone capacityProviderName clusterArn connectivity connectivityAt "
    "containerInstanceArn containers cpu createdAt desiredStatus enableExecuteCommand ephemeralStorage "
    "executionStoppedAt fargateEphemeralStorage group healthStatus inferenceAccelerators lastStatus launchType memory "
    "overrides platformFamily platformVersion pullStartedAt pullStoppedAt startedAt startedBy stopCode stoppedAt "
    "stoppedReason stoppingAt tags taskArn taskDefinitionArn updatedAt version"
)
_STOP_CODES = (
    "TaskFailedToStart EssentialContainerExited UserInitiated ServiceSchedulerInitiated SpotInterruption "
    "TerminationNotice InfrastructureHealth"
)

EVENTS: dict[str, Event] = {
    # https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
    "CodeDeploy Deployment State-change Notification": Event(
        "aws.codedeploy", _DEPLOYMENT, {"state": _words("FAILURE START STOP QUEUED READY SUCCESS")}
    ),
    "CodeDeploy Instance State-change Notification": Event("aws.codedeploy", _DEPLOYMENT | {"instanceId"}, {}),
    # https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
    "CodePipeline Pipeline Execution State Change": Event(
        "aws.codepipeline",
        _OF_RUN | {"execution-trigger", "stop-execution-comments"},
        {"state": _STAGE_STATES | {"SUPERSEDED"}},
    ),
    "CodePipeline Stage Execution State Change": Event(
        "aws.codepipeline",
        _OF_RUN | _words("stage sourceActions stage-last-retry-attempt-time failed-actions"),
        {"state": _STAGE_STATES},
    ),
    "CodePipeline Action Execution State Change": Event(
        "aws.codepipeline",
        _OF_RUN
        | _words("stage action action-execution-id execution-result input-artifacts output-artifacts region type"),
        {"state": _ACTION_STATES},
    ),
    # https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications-ref.html
    "CodeBuild Build State Change": Event(
        "aws.codebuild",
        _words(f"{_BUILD} build-status current-phase current-phase-context"),
        {"build-status": _words("IN_PROGRESS SUCCEEDED FAILED STOPPED FAULT TIMED_OUT")},
    ),
    "CodeBuild Build Phase Change": Event(
        "aws.codebuild",
        _words(f"{_BUILD} {_PHASE}"),
        {"completed-phase-status": _words("SUCCEEDED FAILED FAULT TIMED_OUT IN_PROGRESS STOPPED CLIENT_ERROR")},
    ),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
    "ECS Task State Change": Event(
        "aws.ecs",
        _words(_TASK),
        {
            "desiredStatus": _TASK_STATUS,
            "lastStatus": _TASK_STATUS,
            "launchType": _words("EC2 FARGATE EXTERNAL MANAGED_INSTANCES"),
            "stopCode": _words(_STOP_CODES),
        },
    ),
    "ECS Container Instance State Change": Event("aws.ecs", frozenset(), {}),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
    "ECS Deployment State Change": Event(
        "aws.ecs",
        _words("deploymentId eventName eventType reason updatedAt"),
        {
            **_LEVELS,
            "eventName": _words(
                "SERVICE_DEPLOYMENT_IN_PROGRESS SERVICE_DEPLOYMENT_COMPLETED SERVICE_DEPLOYMENT_FAILED"
            ),
        },
    ),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
    "ECS Hook State Change": Event("aws.ecs", frozenset(), {}),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
    "ECS Service Action": Event("aws.ecs", frozenset(), _LEVELS),
    # https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
    "ECR Image Action": Event(
        "aws.ecr",
        _words(
            "action-type artifact-media-type image-digest image-tag last-activated-at manifest-media-type "
            "repository-name result target-storage-class"
        ),
        {"result": _words("SUCCESS FAILURE")},
    ),
    "ECR Image Scan": Event(
        "aws.ecr",
        _words("finding-severity-counts image-digest image-tags repository-name scan-status"),
        {},
    ),
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
    "CloudWatch Alarm State Change": Event(
        "aws.cloudwatch",
        _words("alarmName configuration muteDetail operation previousState state"),
        {},
    ),
    "CloudWatch Alarm Configuration Change": Event(
        "aws.cloudwatch",
        _words("alarmName configuration operation previousConfiguration state"),
        {},
    ),
}
"""EventBridge's own schemas have these types and keys, as https://github.com/cdklabs/awscdk-service-spec has them; the
pages add to those, which are some years old."""
