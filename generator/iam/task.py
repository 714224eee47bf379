"""What the service's own code does with the task role: what the spec says, and ECS Exec's channel."""

from __future__ import annotations

from collections.abc import Iterator

from generator import naming
from generator.iam.arn import key, regional
from generator.iam.call import Call, Principal, calls
from generator.model.sidecar import Volume
from generator.model.workload import Workload

NAME = "task"
_COLLECTOR = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html"
_MOUNT = "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html"
_QUEUE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html"
_TOPIC_KEY = "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html"
_PUBLISH = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html"
_ROLE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"


def principal(name: str, made: Iterator[Call]) -> Principal:
    """A role of tasks, and the calls made with it; AWS supports no source that is narrower than a region."""
    return Principal(name, "ecs-tasks.amazonaws.com", regional("ecs", "*"), _ROLE, tuple(made))


def task(workload: Workload) -> Principal:
    """Nothing, unless the spec says so."""
    return principal(NAME, _calls(workload))


def _entered(workload: Workload, volume: Volume) -> tuple[str, str]:
    """The ARNs of file system and access point; of those that are made, as the stack with the role has them."""
    if not volume.is_made:
        ids = f"file-system/{volume.efs}", f"access-point/{volume.access_point}"
        return regional("elasticfilesystem", ids[0]), regional("elasticfilesystem", ids[1])
    of_environment, of_service = workload.project.names.stack("efs"), workload.folder_of.names.stack("volume")
    exports = naming.export(of_environment, "FileSystemArn"), naming.export(of_service, "AccessPointArn")
    return f"${{{exports[0]}}}", f"${{{exports[1]}}}"


def _calls(workload: Workload) -> Iterator[Call]:
    yield from _permitted(workload)
    yield from _publishing(workload)
    if workload.queue:
        messages = {
            "sqs:ReceiveMessage": "takes a message",
            "sqs:DeleteMessage": "says that the work on one is done",
            "sqs:ChangeMessageVisibility": "asks for more time, or gives one back",
            "sqs:GetQueueAttributes": "asks how many messages wait",
            "sqs:GetQueueUrl": "finds the queue by its name",
        }
        yield from calls(NAME, messages, [regional("sqs", workload.names.queue)], _QUEUE)
    if workload.container.tracing:
        traces = {
            "xray:PutTraceSegments": "the collector sends traces",
            "xray:PutTelemetryRecords": "the collector tells of itself",
        }
        yield from calls(NAME, traces, ["*"], _COLLECTOR)
    for volume in workload.container.volumes.values():
        if volume.efs:
            yield from _mounting(workload, volume)
    if workload.container.exec:
        channel = {
            "ssmmessages:CreateControlChannel": "ECS Exec: opens a session",
            "ssmmessages:CreateDataChannel": "ECS Exec: opens a session",
            "ssmmessages:OpenControlChannel": "ECS Exec: keeps the session",
            "ssmmessages:OpenDataChannel": "ECS Exec: keeps the session",
        }
        yield from calls(NAME, channel, ["*"], f"{_ROLE}#ecs-exec-required-iam-permissions")


def _permitted(workload: Workload) -> Iterator[Call]:
    """What the spec's ``permissions`` name."""
    for permission in workload.container.permissions:
        for action in permission.actions:
            for resource in permission.resources:
                yield Call(NAME, action, resource, "the spec says that the service does", _ROLE, as_asked=True)


def _publishing(workload: Workload) -> Iterator[Call]:
    """To the topics of ``publish``, whose messages SNS encrypts with the environment's key."""
    for topic in workload.container.publish:
        arn = regional("sns", workload.names.environment.service_topic(topic))
        yield from calls(NAME, {"sns:Publish": "publishes to a topic"}, [arn], _PUBLISH)
        with_key = {
            "kms:GenerateDataKey": "SNS encrypts a message for who publishes it",
            "kms:Decrypt": "SNS uses a data key again for who publishes",
        }
        context = {"kms:EncryptionContext:aws:sns:topicArn": arn}
        yield from calls(NAME, with_key, [key(workload.names.environment)], _TOPIC_KEY, context)


def _mounting(workload: Workload, volume: Volume) -> Iterator[Call]:
    """Through the access point of the volume, and not around it."""
    file_system, access_point = _entered(workload, volume)
    reasons = {"elasticfilesystem:ClientMount": "mounts a volume"}
    if not volume.read_only:
        reasons["elasticfilesystem:ClientWrite"] = "writes to a volume"
    via = {"elasticfilesystem:AccessPointArn": access_point}
    yield from calls(NAME, reasons, [file_system], _MOUNT, via)
