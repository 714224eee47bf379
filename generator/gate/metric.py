"""What AWS measures of load balancers, ECS, queues, schedules -> each metric, and the dimensions that it is sent with.

A metric exists for the very dimensions that it is sent with, and for no other set of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Sets: TypeAlias = tuple[frozenset[str], ...]


def _names(words: str, sets: Sets) -> dict[str, Sets]:
    return dict.fromkeys(words.split(), sets)


_BALANCER = frozenset({"LoadBalancer"})
_ZONE = _BALANCER | {"AvailabilityZone"}
_GROUP = _BALANCER | {"TargetGroup"}
_GROUP_ZONE = _GROUP | {"AvailabilityZone"}
_CLUSTER = frozenset({"ClusterName"})
_SERVICE = _CLUSTER | {"ServiceName"}
_FAMILY = _CLUSTER | {"TaskDefinitionFamily"}

_OF_BALANCER = _names(
    "ActiveConnectionCount ClientTLSNegotiationErrorCount DesyncMitigationMode_NonCompliant_Request_Count "
    "DroppedInvalidHeaderRequestCount ELBAuthError ELBAuthFailure ELBAuthLatency ELBAuthRefreshTokenSuccess "
    "ELBAuthSuccess ELBAuthUserClaimsSizeExceeded ForwardedInvalidHeaderRequestCount HTTPCode_ELB_3XX_Count "
    "HTTPCode_ELB_4XX_Count HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count "
    "HTTPCode_ELB_504_Count HTTPCode_ELB_5XX_Count HTTP_Fixed_Response_Count HTTP_Redirect_Count "
    "HTTP_Redirect_Url_Limit_Exceeded_Count IPv6ProcessedBytes LowReputationPacketsDropped "
    "LowReputationRequestsDenied NewConnectionCount NonStickyRequestCount ProcessedBytes RejectedConnectionCount "
    "RuleEvaluations",
    (_BALANCER, _ZONE),
)
_OF_TARGETS = _names(
    "GrpcRequestCount HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count "
    "HTTPCode_Target_5XX_Count IPv6RequestCount RequestCount TargetConnectionErrorCount "
    "TargetControlActiveChannelCount TargetControlChannelErrorCount TargetControlNewChannelCount "
    "TargetControlProcessedBytes TargetControlRequestCount TargetControlRequestRejectCount "
    "TargetControlWorkQueueLength TargetResponseTime TargetTLSNegotiationErrorCount",
    (_BALANCER, _ZONE, _GROUP, _GROUP_ZONE),
)
_OF_HOSTS = _names(
    "AnomalousHostCount HealthyHostCount HealthyStateDNS HealthyStateRouting MitigatedHostCount UnHealthyHostCount "
    "UnhealthyRoutingRequestCount UnhealthyStateDNS UnhealthyStateRouting ZonalShiftedHostCount",
    (_GROUP, _GROUP_ZONE),
)
_GROUP_ALONE = frozenset({"TargetGroup"})
_BALANCERS = {
    **_OF_BALANCER,
    **_OF_TARGETS,
    **_OF_HOSTS,
    **_names("ConsumedLCUs LambdaTargetProcessedBytes PeakLCUs ReservedLCUs", (_BALANCER,)),
    **_names("LambdaInternalError LambdaUserError", (_GROUP_ALONE, _GROUP)),
    "RequestCountPerTarget": (_GROUP_ALONE, _GROUP_ALONE | {"AvailabilityZone"}, _GROUP, _GROUP_ZONE),
}

_OWNERS = (_CLUSTER, _SERVICE, _FAMILY)
_TASKS = tuple(owner | {"TaskId"} for owner in (_SERVICE, _FAMILY))
_CONTAINERS = tuple(
    owner | {"ContainerName"} | task for owner in (_SERVICE, _FAMILY) for task in (frozenset(), frozenset({"TaskId"}))
)
_INSIGHTS = {
    **_names(
        "CpuReserved CpuUtilized EphemeralStorageReserved EphemeralStorageUtilized MemoryReserved MemoryUtilized "
        "NetworkRxBytes NetworkTxBytes StorageReadBytes StorageWriteBytes TaskCpuUtilization "
        "TaskEBSFilesystemUtilization TaskEphemeralStorageUtilization TaskMemoryUtilization",
        (*_OWNERS, *_TASKS),
    ),
    **_names(
        "ContainerCpuReserved ContainerCpuUtilization ContainerCpuUtilized ContainerMemoryReserved "
        "ContainerMemoryUtilization ContainerMemoryUtilized ContainerNetworkRxBytes ContainerNetworkTxBytes "
        "ContainerStorageReadBytes ContainerStorageWriteBytes RestartCount",
        (*_OWNERS, *_TASKS, *_CONTAINERS),
    ),
    "UnHealthyContainerHealthStatus": (_CLUSTER, *_CONTAINERS),
    **_names("EBSFilesystemSize EBSFilesystemUtilized", (_SERVICE, _FAMILY, _FAMILY | {"VolumeName"})),
    **_names("ContainerInstanceCount ServiceCount TaskCount", (_CLUSTER,)),
    **_names("DeploymentCount DesiredTaskCount PendingTaskCount RunningTaskCount TaskSetCount", (_SERVICE,)),
}

_QUEUES = _names(
    "ApproximateAgeOfOldestMessage ApproximateAgeOfOldestMessageInQuietGroups "
    "ApproximateNumberOfGroupsWithInflightMessages ApproximateNumberOfMessagesDelayed "
    "ApproximateNumberOfMessagesDelayedInQuietGroups ApproximateNumberOfMessagesNotVisible "
    "ApproximateNumberOfMessagesNotVisibleInQuietGroups ApproximateNumberOfMessagesVisible "
    "ApproximateNumberOfMessagesVisibleInQuietGroups ApproximateNumberOfNoisyGroups NumberOfDeduplicatedSentMessages "
    "NumberOfEmptyReceives NumberOfMessagesDeleted NumberOfMessagesReceived NumberOfMessagesSent SentMessageSize",
    (frozenset({"QueueName"}),),
)
_DEAD_LETTER = "InvocationsFailedToBeSentToDeadLetterCount"
_SCHEDULES = _names(
    "InvocationAttemptCount InvocationDroppedCount InvocationThrottleCount InvocationsSentToDeadLetterCount "
    "InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded TargetErrorCount TargetErrorThrottledCount "
    f"{_DEAD_LETTER}",
    (frozenset(), frozenset({"ScheduleGroup"})),
)

METRICS: Mapping[str, Mapping[str, Sets]] = {
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    "AWS/ApplicationELB": _BALANCERS,
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
    "AWS/ECS": {
        **_names("CPUReservation GPUReservation MemoryReservation", (_CLUSTER,)),
        **_names("CPUUtilization EBSFilesystemUtilization MemoryUtilization", (_CLUSTER, _SERVICE)),
    },
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-enhanced-observability-metrics-ECS.html
    "ECS/ContainerInsights": _INSIGHTS,
    # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    "AWS/SQS": _QUEUES,
    # https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
    "AWS/Scheduler": _SCHEDULES,
}
"""Namespace -> metric -> its sets. What is sent beside them, see `is_beside`.

EventBridge's are not here: its page names for some metrics dimensions one by one that are sent together as well,
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html.
"""

_CONNECT = frozenset({"DiscoveryName", "TargetDiscoveryName"})


def is_beside(name: str, dimensions: frozenset[str]) -> bool:
    """Whether `METRICS` has none of its kind: Service Connect's, a container instance's, a schedule's by error code."""
    return bool(_CONNECT & dimensions) or name.startswith(("instance_", "Instance", f"{_DEAD_LETTER}_"))
