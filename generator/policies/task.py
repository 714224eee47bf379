"""The task role: what the service's own code may do. Nothing, until the spec says otherwise."""

from __future__ import annotations

from typing import Any, NamedTuple

from awacs import elasticfilesystem, kms, sns, sqs, ssmmessages, xray
from awacs.aws import Action, PolicyDocument, Statement, StringEquals

from generator.cfn import arn
from generator.cfn.intrinsic import text
from generator.model.sidecar import Volume
from generator.model.workload import Workload
from generator.policies.statement import allow
from generator.policies.trust import policy, service_trust

SERVICE = "ecs-tasks.amazonaws.com"


class Folder(NamedTuple):
    """The folder of a service in the environment's file system: the ARNs of that, and of what it is entered by."""

    file_system: Any
    access_point: Any


def trust(workload: Workload) -> PolicyDocument:
    """ECS tasks of this account and region.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html asks for ``*`` here:
    a condition on one cluster is not supported.
    """
    return service_trust(SERVICE, arn.regional("ecs", "*"))


def permissions(workload: Workload, key: Any, folder: Folder | None = None) -> PolicyDocument | None:
    """The spec's statements, topics, a worker's queue, and ECS Exec's channel when it is on; None for nothing.

    ``key`` is the ARN of the environment's KMS key.
    """
    statements = [
        allow(f"Permission{number}", [_action(name) for name in permission.actions], [*map(text, permission.resources)])
        for number, permission in enumerate(workload.container.permissions, start=1)
    ]
    statements += _publish(workload, key)
    if workload.queue:
        statements.append(allow("TakeMessages", _MESSAGES, [arn.regional("sqs", workload.names.queue)]))
    if workload.container.exec:
        statements.append(allow("EcsExec", _EXEC, ["*"]))
    if workload.container.tracing:
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html: no resource.
        statements.append(allow("Traces", [xray.PutTelemetryRecords, xray.PutTraceSegments], ["*"]))
    statements += [_mount(number, volume, folder) for number, volume in enumerate(_entrances(workload), start=1)]
    return policy(statements) if statements else None


def _entrances(workload: Workload) -> list[Volume]:
    """One volume for each access point, which may be written through if one of its volumes is written to."""
    found: dict[tuple[object, ...], Volume] = {}
    for _, volume in sorted(workload.container.volumes.items()):
        entrance = (volume.efs, volume.access_point)
        if volume.efs and (entrance not in found or not volume.read_only):
            found[entrance] = volume
    return list(found.values())


def _publish(workload: Workload, key: Any) -> list[Statement]:
    """To its topics, with the key that they are encrypted with, and with that for nothing else.

    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (what a publisher needs)
    https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html (the encryption context)
    """
    names = workload.names.environment
    topics = [arn.regional("sns", names.service_topic(topic)) for topic in sorted(workload.container.publish)]
    if not topics:
        return []
    context = StringEquals("kms:EncryptionContext:aws:sns:topicArn", topics)
    return [
        allow("Publish", [sns.Publish], topics),
        allow("TopicKey", [kms.Decrypt, kms.GenerateDataKey], [key], context),
    ]


def _mount(number: int, volume: Volume, folder: Folder | None) -> Statement:
    """A file system by its access point, and in no other way.

    https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
    """
    actions = [elasticfilesystem.ClientMount, *([] if volume.read_only else [elasticfilesystem.ClientWrite])]
    point = arn.regional("elasticfilesystem", f"access-point/{volume.access_point}")
    system = arn.regional("elasticfilesystem", f"file-system/{volume.efs}")
    if volume.is_made:
        assert folder is not None, "the stack with the role knows the folder"
        system, point = folder
    return allow(f"Volume{number}", actions, [system], StringEquals("elasticfilesystem:AccessPointArn", point))


# Of several messages at once too: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
_MESSAGES = [
    sqs.ChangeMessageVisibility,
    sqs.DeleteMessage,
    sqs.GetQueueAttributes,
    sqs.GetQueueUrl,
    sqs.ReceiveMessage,
]

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
_EXEC = [
    ssmmessages.CreateControlChannel,
    ssmmessages.CreateDataChannel,
    ssmmessages.OpenControlChannel,
    ssmmessages.OpenDataChannel,
]


def _action(name: str) -> Action:
    return Action(*name.split(":", 1))
