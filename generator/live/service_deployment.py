"""Releases as ECS has them: the deployments of a service, the revisions that they are of, a pause, and the end of one.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from generator.live.client import Aws, AwsError

RUNNING = ("PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS")
"""What a deployment may be until it ends. All of them can be stopped:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html"""
PAUSE = "PAUSE"
WAITING = "AWAITING_ACTION"
_NOT_THERE = frozenset({"ClusterNotFoundException", "ServiceNotFoundException"})
_DESCRIBED = 20
"""ARNs that one call takes:
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html"""
_LISTED = 100
_PAGES = 50
"""Of the history, which is of 90 days."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class RevisionSummary:
    """A service revision, and what it has of a deployment."""

    arn: str
    desired: int
    running: int
    pending: int
    percent: float
    """Of the production traffic, as ECS last asked the load balancer for."""


@dataclass(frozen=True)
class LifecycleHook:
    """A lifecycle hook that a deployment is at.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookDetail.html
    """

    id: str
    type: str
    """``PAUSE`` or ``AWS_LAMBDA``."""
    status: str
    """``AWAITING_ACTION``, ``IN_PROGRESS``, ``SUCCEEDED``, ``FAILED`` or ``TIMED_OUT``."""
    expires: datetime | None
    timeout_action: str
    """``CONTINUE`` or ``ROLLBACK``."""


@dataclass(frozen=True)
class ServiceDeployment:
    """One deployment of a service.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
    """

    arn: str
    status: str
    """One of :data:`RUNNING`, ``SUCCESSFUL``, ``STOPPED``, ``ROLLBACK_SUCCESSFUL`` or ``ROLLBACK_FAILED``."""
    reason: str
    """Why it has that status."""
    stage: str
    """The lifecycle stage, such as ``BAKE_TIME``; empty before the first."""
    created: datetime | None
    ended: datetime | None
    sources: tuple[RevisionSummary, ...]
    """What runs and is to be replaced; none in the first deployment of a service."""
    target: RevisionSummary | None
    hooks: tuple[LifecycleHook, ...]
    alarms: tuple[str, ...]
    """The names of those that are watched; none where ECS watches none."""
    rollback: str
    """Why it was, or is, rolled back; empty where it is not."""


@dataclass(frozen=True)
class ServiceRevision:
    """What a service was told to run, which never changes.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-revision.html
    """

    arn: str
    task_definition: str
    """Its ARN."""
    target_groups: tuple[str, ...]
    """The ARNs of those that its tasks go to: not always those that the service names first."""


def service_deployments(
    aws: Aws, cluster: str, service: str, statuses: Sequence[str] = (), most: int = _DESCRIBED
) -> tuple[ServiceDeployment, ...]:
    """The last ``most`` (20 at most) in one of the ``statuses`` (or in any), the newest first.

    None where the cluster or the service is not there.
    """
    try:
        rows = [*_listed(aws, cluster, service, statuses)]
    except AwsError as error:
        if error.code in _NOT_THERE:
            return ()
        raise
    # AWS does not say in which order they come.
    rows.sort(key=lambda row: row.get("createdAt") or _LONG_AGO, reverse=True)
    return described(aws, [row["serviceDeploymentArn"] for row in rows[:most]])


def described(aws: Aws, arns: Sequence[str]) -> tuple[ServiceDeployment, ...]:
    """Deployments by their ARNs, 20 at most, in that order; without those that ECS has forgotten."""
    if not arns:
        return ()
    answer = aws.call(aws.client("ecs").describe_service_deployments, serviceDeploymentArns=list(arns))
    found = {each.arn: each for each in map(_deployment, answer.get("serviceDeployments", ()))}
    return tuple(found[arn] for arn in arns if arn in found)


def service_revisions(aws: Aws, arns: Sequence[str]) -> tuple[ServiceRevision, ...]:
    """Revisions by their ARNs, 20 at most.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html
    """
    if not arns:
        return ()
    answer = aws.call(aws.client("ecs").describe_service_revisions, serviceRevisionArns=list(arns))
    return tuple(map(_revision, answer.get("serviceRevisions", ())))


def stop_service_deployment(aws: Aws, arn: str) -> None:
    """Have ECS roll a deployment back, be that configured or not.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html

    Raises AwsError with the code ``ConflictException`` when it has ended meanwhile.
    """
    aws.call(aws.client("ecs").stop_service_deployment, serviceDeploymentArn=arn, stopType="ROLLBACK")


def continue_service_deployment(aws: Aws, arn: str, hook: str, action: str) -> None:
    """Let a deployment go on from a hook at which it is paused (``CONTINUE``), or roll it back (``ROLLBACK``).

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/continue-service-deployment.html

    Raises AwsError with the code ``InvalidParameterException`` or ``ClientException`` when it waits there no more.
    """
    aws.call(aws.client("ecs").continue_service_deployment, serviceDeploymentArn=arn, hookId=hook, action=action)


def _listed(aws: Aws, cluster: str, service: str, statuses: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """All pages; botocore has no paginator for them."""
    given: dict[str, Any] = {"cluster": cluster, "service": service, "maxResults": _LISTED}
    if statuses:
        given["status"] = list(statuses)
    for _ in range(_PAGES):
        answer = aws.call(aws.client("ecs").list_service_deployments, **given)
        yield from answer.get("serviceDeployments", ())
        if not answer.get("nextToken"):
            return
        given["nextToken"] = answer["nextToken"]


def _deployment(found: Mapping[str, Any]) -> ServiceDeployment:
    target, alarms = found.get("targetServiceRevision"), found.get("alarms", {})
    back = found.get("rollback", {})
    return ServiceDeployment(
        arn=found.get("serviceDeploymentArn", ""),
        status=found.get("status", ""),
        reason=found.get("statusReason", ""),
        stage=found.get("lifecycleStage", ""),
        created=found.get("startedAt") or found.get("createdAt"),
        ended=found.get("finishedAt") or found.get("stoppedAt"),
        sources=tuple(map(_summary, found.get("sourceServiceRevisions", ()))),
        target=_summary(target) if target else None,
        hooks=tuple(map(_hook, found.get("lifecycleHookDetails", ()))),
        alarms=tuple(alarms.get("alarmNames", ())) if alarms.get("status") != "DISABLED" else (),
        rollback=back.get("reason") or ("rolled back" if back else ""),
    )


def _summary(found: Mapping[str, Any]) -> RevisionSummary:
    return RevisionSummary(
        arn=found.get("arn", ""),
        desired=found.get("requestedTaskCount", 0),
        running=found.get("runningTaskCount", 0),
        pending=found.get("pendingTaskCount", 0),
        percent=found.get("requestedProductionTrafficWeight", 0.0),
    )


def _hook(found: Mapping[str, Any]) -> LifecycleHook:
    return LifecycleHook(
        id=found.get("hookId", ""),
        type=found.get("targetType", ""),
        status=found.get("status", ""),
        expires=found.get("expiresAt"),
        timeout_action=found.get("timeoutAction", ""),
    )


def _revision(found: Mapping[str, Any]) -> ServiceRevision:
    resolved = found.get("resolvedConfiguration", {}).get("loadBalancers", ())
    return ServiceRevision(
        arn=found.get("serviceRevisionArn", ""),
        task_definition=found.get("taskDefinition", ""),
        target_groups=tuple(each.get("targetGroupArn", "") for each in resolved),
    )
