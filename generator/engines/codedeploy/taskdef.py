"""The task definition of every release: taskdef.json, with what only the build knows left open.

``<IMAGE1_NAME>`` is CodeDeployToECS's to fill in; the build fills in the others (see ``buildspec.py``), so that
the repository holds no account id.
https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
"""

from __future__ import annotations

import json
from typing import Any

from generator.model.container import Container
from generator.model.service import Service
from generator.naming import placeholder
from generator.resources.task_definition import ARCHITECTURES, LOG_STREAM_PREFIX

TMP_SHARE = 4
"""``/tmp`` may fill one part in so many of the task's memory."""

STOP_SECONDS = 30
"""How long a task may take to answer what it has begun, once it is told to end; 120 is Fargate's limit."""


def task_definition(service: Service) -> str:
    """The input of ECS's RegisterTaskDefinition, as JSON text.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
    """
    container = service.container
    document = {
        "family": service.names.family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": str(container.cpu),
        "memory": str(container.memory),
        "runtimePlatform": {
            "cpuArchitecture": ARCHITECTURES[container.architecture],
            "operatingSystemFamily": "LINUX",
        },
        "executionRoleArn": placeholder.EXECUTION_ROLE,
        "taskRoleArn": placeholder.TASK_ROLE,
        "containerDefinitions": [_container(service)],
        "tags": [{"key": key, "value": value} for key, value in sorted(service.resource_tags.items())],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _container(service: Service) -> dict[str, Any]:
    container = service.container
    # VERSION is what the service answers with, and what tells one colour from the other.
    environment = {**container.environment, "PORT": str(container.port), "VERSION": placeholder.VERSION}
    return {
        "name": service.names.container,
        "image": placeholder.IMAGE,
        "essential": True,
        "memory": container.memory,
        "portMappings": [{"containerPort": container.port, "protocol": "tcp"}],
        "environment": [{"name": name, "value": value} for name, value in sorted(environment.items())],
        "secrets": [{"name": name, "valueFrom": source} for name, source in sorted(container.secrets.items())],
        "readonlyRootFilesystem": container.read_only,
        "linuxParameters": {"initProcessEnabled": True, **_tmp(container)},
        "stopTimeout": STOP_SECONDS,
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": service.names.log_group,
                "awslogs-region": placeholder.REGION,
                "awslogs-stream-prefix": LOG_STREAM_PREFIX,
            },
        },
    }


def _tmp(container: Container) -> dict[str, Any]:
    """In memory, where everybody may write: a volume would be the root user's alone.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html (``size`` in MiB),
    https://github.com/aws/containers-roadmap/issues/938
    """
    return {"tmpfs": [{"containerPath": "/tmp", "size": container.memory // TMP_SHARE}]} if container.tmp else {}
