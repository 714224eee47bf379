"""A service or a job -> the task that its releases run, in the words of ECS's RegisterTaskDefinition.

What no spec says is handed in: whoever registers the task knows it, or has a placeholder for it.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from generator.cfn import arn
from generator.model.container import Container, HealthCheck, Ulimit
from generator.model.queue import QUEUE_URL
from generator.model.sidecar import Volume
from generator.model.topic import arn_variable
from generator.model.workload import Workload
from generator.naming import placeholder
from generator.resources.connect import port_mappings
from generator.resources.sidecar import depends_on, mounts, own_waits, sidecars, telemetry
from generator.resources.task_definition import ARCHITECTURES, LOG_STREAM_PREFIX

TMP_SHARE = 4
"""``/tmp`` may fill one part in so many of the task's memory."""
_LONGEST_START = 300
"""Seconds: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html."""


class Given(NamedTuple):
    """What the spec does not say of a released task: texts, or what stands for them."""

    image: Any
    version: Any
    region: Any
    execution_role: Any
    task_role: Any
    queue: Any = None
    """The address of the worker's queue; None where it has none."""
    topic: Callable[[str], Any] = partial(arn.regional, "sns")
    """The ARN of the topic of a name."""
    file_system: Any = None
    """The id of the environment's; None where none of it is mounted."""
    access_point: Any = None
    """The id of that by which the service enters it; None where it has none."""


OPEN = Given(
    image=placeholder.IMAGE,
    version=placeholder.VERSION,
    region=placeholder.REGION,
    execution_role=placeholder.EXECUTION_ROLE,
    task_role=placeholder.TASK_ROLE,
    topic=lambda name: f"{placeholder.SNS}:{name}",
    file_system=placeholder.FILE_SYSTEM,
    access_point=placeholder.ACCESS_POINT,
)
"""What a build fills in."""


def released_task(workload: Workload, given: Given) -> dict[str, Any]:
    """The input of RegisterTaskDefinition."""
    container = workload.container
    storage = {"ephemeralStorage": {"sizeInGiB": container.ephemeral_storage}} if container.ephemeral_storage else {}
    return {
        "family": workload.names.family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": str(container.cpu),
        "memory": str(container.memory),
        **storage,
        "runtimePlatform": {
            "cpuArchitecture": ARCHITECTURES[container.architecture],
            "operatingSystemFamily": "LINUX",
        },
        "executionRoleArn": given.execution_role,
        "taskRoleArn": given.task_role,
        **_volumes(container.volumes, given),
        "containerDefinitions": [_container(workload, given), *sidecars(workload, _log(workload, given))],
        "tags": [{"key": key, "value": value} for key, value in sorted(workload.resource_tags.items())],
    }


def _container(workload: Workload, given: Given) -> dict[str, Any]:
    container = workload.container
    port = {"PORT": str(container.port)} if container.port else {}
    queue = {QUEUE_URL: given.queue} if workload.queue else {}
    # VERSION is what the service answers with, and what tells one colour from the other.
    named = {arn_variable(topic): workload.names.environment.service_topic(topic) for topic in container.publish}
    topics = {variable: given.topic(name) for variable, name in named.items()}
    ours = {**port, **queue, **topics, "VERSION": given.version}
    environment = {**telemetry(workload), **container.environment, **ours}
    return {
        "name": workload.names.container,
        "image": given.image,
        "essential": True,
        "memory": container.memory,
        **_words("entryPoint", container.entry_point),
        **_words("command", container.command),
        **({"portMappings": mappings} if (mappings := port_mappings(workload)) else {}),
        "environment": [{"name": name, "value": value} for name, value in sorted(environment.items())],
        "secrets": [{"name": name, "valueFrom": source} for name, source in sorted(container.secrets.items())],
        **mounts({name: each.path for name, each in container.volumes.items() if each.path}, workload),
        **depends_on(own_waits(workload)),
        "readonlyRootFilesystem": container.read_only,
        "linuxParameters": {"initProcessEnabled": True, **_tmp(container)},
        "stopTimeout": container.stop_timeout,
        **_ulimits(container.ulimits),
        **_health_check(container.health_check),
        "logConfiguration": _log(workload, given),
    }


def _log(workload: Workload, given: Given) -> dict[str, Any]:
    """The containers of a task have a stream each: ``task/CONTAINER/TASK``."""
    return {
        "logDriver": "awslogs",
        "options": {
            "awslogs-group": workload.names.log_group,
            "awslogs-region": given.region,
            "awslogs-stream-prefix": LOG_STREAM_PREFIX,
        },
    }


def _volumes(volumes: Mapping[str, Volume], given: Given) -> dict[str, Any]:
    found = [{"name": name, **_file_system(volume, given)} for name, volume in sorted(volumes.items())]
    return {"volumes": found} if found else {}


def _file_system(volume: Volume, given: Given) -> dict[str, Any]:
    """By an access point, as the task role may, and encrypted on the way.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html
    """
    if volume.efs is None:
        return {}
    access = {"accessPointId": given.access_point if volume.is_made else volume.access_point, "iam": "ENABLED"}
    return {
        "efsVolumeConfiguration": {
            "fileSystemId": given.file_system if volume.is_made else volume.efs,
            "transitEncryption": "ENABLED",
            "authorizationConfig": access,
        }
    }


def _words(key: str, words: tuple[str, ...]) -> dict[str, Any]:
    return {key: list(words)} if words else {}


def _tmp(container: Container) -> dict[str, Any]:
    """In memory, where everybody may write: a volume would be the root user's alone.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html (``size`` in MiB),
    https://github.com/aws/containers-roadmap/issues/938
    """
    return {"tmpfs": [{"containerPath": "/tmp", "size": container.memory // TMP_SHARE}]} if container.tmp else {}


def _ulimits(ulimits: Mapping[str, Ulimit]) -> dict[str, Any]:
    found = [
        {"name": name, "softLimit": limit.soft, "hardLimit": limit.hard} for name, limit in sorted(ulimits.items())
    ]
    return {"ulimits": found} if found else {}


def _health_check(check: HealthCheck) -> dict[str, Any]:
    """As often, as long and as many times as the load balancer asks; no start may take longer than ECS knows."""
    if not check.command:
        return {}
    return {
        "healthCheck": {
            "command": ["CMD", *check.command],
            "interval": check.interval,
            "timeout": check.timeout,
            "retries": check.unhealthy,
            "startPeriod": min(check.grace, _LONGEST_START),
        }
    }
