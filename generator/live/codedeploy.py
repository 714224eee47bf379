"""Releases as CodeDeploy has them: the deployment group, its deployments, how far one is, and the end of one.

https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.live.client import Aws, AwsError
from generator.live.deployment import Deployment, DeploymentProgress, LifecycleStep, TrafficShare
from generator.model.service import Service

RUNNING = ("Created", "Queued", "InProgress", "Baking", "Ready")
"""What a deployment may be until it ends as ``Succeeded``, ``Failed`` or ``Stopped``."""
_NOT_THERE = frozenset({"ApplicationDoesNotExistException", "DeploymentGroupDoesNotExistException"})


@dataclass(frozen=True)
class DeploymentGroup:
    """A deployment group, and which deployments were its last."""

    name: str
    application: str
    role: str
    """The ARN of the role that CodeDeploy takes on."""
    config: str
    services: tuple[tuple[str, str], ...]
    """Cluster and service, by name."""
    target_groups: tuple[str, ...]
    """Their names."""
    production_listeners: tuple[str, ...]
    test_listeners: tuple[str, ...]
    alarms: tuple[str, ...]
    """The names of those that stop a release; none when they are turned off."""
    last_attempted: str
    """The id of a deployment; empty when there was none."""


def find_deployment_group(aws: Aws, service: Service) -> DeploymentGroup | None:
    """The environment's deployment group; None when it, or its application, is not there."""
    try:
        answer = aws.call(aws.client("codedeploy").get_deployment_group, **group_of(service))
    except AwsError as error:
        if error.code in _NOT_THERE:
            return None
        raise
    found = answer["deploymentGroupInfo"]
    pairs = found.get("loadBalancerInfo", {}).get("targetGroupPairInfoList", ())
    alarms = found.get("alarmConfiguration", {})
    return DeploymentGroup(
        name=found.get("deploymentGroupName", ""),
        application=found.get("applicationName", ""),
        role=found.get("serviceRoleArn", ""),
        config=found.get("deploymentConfigName", ""),
        services=tuple(
            (each.get("clusterName", ""), each.get("serviceName", "")) for each in found.get("ecsServices", ())
        ),
        target_groups=tuple(group.get("name", "") for pair in pairs for group in pair.get("targetGroups", ())),
        production_listeners=_listeners(pairs, "prodTrafficRoute"),
        test_listeners=_listeners(pairs, "testTrafficRoute"),
        alarms=tuple(alarm.get("name", "") for alarm in alarms.get("alarms", ()) if alarms.get("enabled")),
        last_attempted=found.get("lastAttemptedDeployment", {}).get("deploymentId", ""),
    )


def running_deployments(aws: Aws, service: Service) -> tuple[Deployment, ...]:
    """Those of the environment that have not ended: at most one, as a rule. None when the group is not there."""
    parameters = {**group_of(service), "includeOnlyStatuses": list(RUNNING)}
    try:
        ids = tuple(aws.pages("codedeploy", "list_deployments", "deployments", **parameters))
    except AwsError as error:
        if error.code in _NOT_THERE:
            return ()
        raise
    return deployments(aws, ids)


def deployments(aws: Aws, ids: Sequence[str]) -> tuple[Deployment, ...]:
    """Deployments by their ids, 25 at most.

    https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html
    """
    if not ids:
        return ()
    answer = aws.call(aws.client("codedeploy").batch_get_deployments, deploymentIds=list(ids))
    return tuple(map(_deployment, answer.get("deploymentsInfo", ())))


def progress(aws: Aws, service: Service, deployment: str) -> DeploymentProgress:
    """How far a deployment is. A deployment to ECS has one target, which is called ``cluster:service``.

    https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentTargets.html
    """
    names = service.names
    try:
        answer = aws.call(
            aws.client("codedeploy").get_deployment_target,
            deploymentId=deployment,
            targetId=f"{names.environment.cluster}:{names.ecs_service}",
        )
    except AwsError as error:
        if error.code in {"DeploymentNotStartedException", "DeploymentTargetDoesNotExistException"}:
            return DeploymentProgress((), ())
        raise
    target = answer.get("deploymentTarget", {}).get("ecsTarget", {})
    return DeploymentProgress(
        tuple(map(_share, target.get("taskSetsInfo", ()))), tuple(map(_step, target.get("lifecycleEvents", ())))
    )


def stop(aws: Aws, deployment: str) -> None:
    """Stop a deployment and have CodeDeploy put the traffic back on the original tasks.

    https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_StopDeployment.html

    Raises AwsError with the code ``DeploymentAlreadyCompletedException`` when it has ended meanwhile.
    """
    aws.call(aws.client("codedeploy").stop_deployment, deploymentId=deployment, autoRollbackEnabled=True)


def group_of(service: Service) -> dict[str, Any]:
    """The environment's deployment group, as every call names it."""
    names = service.names
    return {"applicationName": names.application, "deploymentGroupName": names.deployment_group}


def _listeners(pairs: Sequence[Mapping[str, Any]], route: str) -> tuple[str, ...]:
    return tuple(arn for pair in pairs for arn in pair.get(route, {}).get("listenerArns", ()))


def _deployment(found: dict[str, Any]) -> Deployment:
    error, rollback = found.get("errorInformation", {}), found.get("rollbackInfo", {})
    message, code = error.get("message", ""), error.get("code", "")
    return Deployment(
        id=found.get("deploymentId", ""),
        status=found.get("status", ""),
        created=found.get("createTime"),
        ended=found.get("completeTime"),
        error=f"{message} [{code}]" if code else message,
        rollback=rollback.get("rollbackDeploymentId", ""),
        rolls_back=rollback.get("rollbackTriggeringDeploymentId", ""),
        message=rollback.get("rollbackMessage", ""),
        is_waiting_to_end=found.get("instanceTerminationWaitTimeStarted", False),
    )


def _share(found: dict[str, Any]) -> TrafficShare:
    return TrafficShare(
        part={"Blue": "original", "Green": "replacement"}.get(found.get("taskSetLabel", ""), ""),
        status=found.get("status", ""),
        target_group=found.get("targetGroup", {}).get("name", ""),
        percent=found.get("trafficWeight", 0.0),
        desired=found.get("desiredCount", 0),
        running=found.get("runningCount", 0),
        pending=found.get("pendingCount", 0),
    )


def _step(found: dict[str, Any]) -> LifecycleStep:
    return LifecycleStep(
        name=found.get("lifecycleEventName", ""),
        status=found.get("status", ""),
        message=found.get("diagnostics", {}).get("message", ""),
    )
