"""The bootstrap task definition: what the service runs until the first release.

The first deploy comes before any image exists, and a service whose tasks never get healthy blocks its
stack for hours (https://github.com/aws/aws-cdk/issues/3646). So the first revision of the family runs a
small public web server, which answers whatever the health check asks for. A worker's waits, and takes no message.
"""

from __future__ import annotations

from typing import Any

from troposphere import Region
from troposphere.ecs import (
    ContainerDefinition,
    LinuxParameters,
    LogConfiguration,
    PortMapping,
    RuntimePlatform,
    TaskDefinition,
)

from generator.cfn.template import KEPT
from generator.model.service import Service
from generator.naming import logical
from generator.resources.connect import port_mapping
from generator.resources.task_words import in_template

IMAGE = "public.ecr.aws/docker/library/node:24-alpine"
LOG_STREAM_PREFIX = "task"
ARCHITECTURES = {"x86_64": "X86_64", "arm64": "ARM64"}

# Needs no file of its own, writes none, and so runs on a read-only root file system as anybody.
_SERVER = (
    "require('http').createServer((request, response) => {"
    " response.writeHead(STATUS, {'content-type': 'text/plain'});"
    " response.end('Waiting for the first release\\n');"
    " }).listen(PORT)"
)
_FIRST_UNPRIVILEGED_PORT = 1024
_IDLE = "setInterval(() => {}, 60000)"


def bootstrap_task_definition(service: Service, execution_role: Any, task_role: Any) -> TaskDefinition:
    """Revision 1 of the family that every release adds a revision to.

    Kept when it is replaced: tasks may still run on it, and a release may roll back to it.
    """
    container = service.container
    return TaskDefinition(
        logical.BOOTSTRAP_TASK_DEFINITION,
        Family=service.names.family,
        NetworkMode="awsvpc",
        RequiresCompatibilities=["FARGATE"],
        Cpu=str(container.cpu),
        Memory=str(container.memory),
        RuntimePlatform=RuntimePlatform(
            CpuArchitecture=ARCHITECTURES[container.architecture], OperatingSystemFamily="LINUX"
        ),
        ExecutionRoleArn=execution_role,
        TaskRoleArn=task_role,
        ContainerDefinitions=[bootstrap_container(service)],
        **KEPT,
    )


def bootstrap_container(service: Service) -> ContainerDefinition:
    """The small web server, or what does nothing where nothing asks it."""
    port = service.container.port
    listens = {"PortMappings": [PortMapping.from_dict(None, in_template(port_mapping(service)))]} if port else {}
    return ContainerDefinition(
        Name=service.names.container,
        Image=service.container.bootstrap or IMAGE,
        Essential=True,
        Command=["node", "--eval", server(service) if port else _IDLE],
        User="root" if port and port < _FIRST_UNPRIVILEGED_PORT else "node",
        Memory=service.container.memory,
        **listens,
        ReadonlyRootFilesystem=True,
        # An init process passes SIGTERM on; node as the first process of a container would ignore it.
        LinuxParameters=LinuxParameters(InitProcessEnabled=True),
        LogConfiguration=LogConfiguration(
            LogDriver="awslogs",
            Options={
                "awslogs-group": service.names.log_group,
                "awslogs-region": Region,
                "awslogs-stream-prefix": LOG_STREAM_PREFIX,
            },
        ),
    )


def server(service: Service) -> str:
    """The JavaScript of the web server: any path, the service's port, a status that counts as healthy.

    The status is the first of the health check's ``200-299`` or ``204,301``.
    """
    status = service.container.health_check.codes.replace(",", "-").split("-")[0]
    return _SERVER.replace("PORT", str(service.container.port)).replace("STATUS", status)
