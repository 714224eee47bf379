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
from generator.resources.connect import port_mappings, sidecar_port_mapping
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
        ContainerDefinitions=bootstrap_containers(service),
        **KEPT,
    )


def bootstrap_containers(service: Service) -> list[ContainerDefinition]:
    """The small web server, or what does nothing where nothing asks it; once more in the place of a sidecar.

    That is the one that requests go to: ECS makes no service whose task has no container of that name.
    """
    container = service.container
    # The containers of a task are one host: what another sidecar is asked for its health, the first one answers.
    asked = [
        sidecar_port_mapping(service, name, sidecar.port)
        for name, sidecar in container.sidecars.items()
        if name != container.target and sidecar.port is not None and sidecar.port in container.asked_ports
    ]
    own = _bootstrap(service, service.names.container, [*port_mappings(service), *asked], Memory=container.memory)
    if container.target is None:
        return [own]
    mapping = sidecar_port_mapping(service, container.target, container.target_port or 0)
    return [own, _bootstrap(service, container.target, [mapping])]


def _bootstrap(service: Service, name: str, mappings: list[dict[str, Any]], **own: Any) -> ContainerDefinition:
    # A port has to be there for its name. What speaks no HTTP is better refused a connection than answered by it.
    ports = [mapping["containerPort"] for mapping in mappings] if service.answers else []
    listens = (
        {"PortMappings": [PortMapping.from_dict(None, in_template(each)) for each in mappings]} if mappings else {}
    )
    return ContainerDefinition(
        Name=name,
        Image=service.container.bootstrap or IMAGE,
        Essential=True,
        Command=["node", "--eval", server(service, ports) if ports else _IDLE],
        User="root" if min(ports, default=_FIRST_UNPRIVILEGED_PORT) < _FIRST_UNPRIVILEGED_PORT else "node",
        **own,
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


def server(service: Service, ports: list[int]) -> str:
    """The JavaScript of the web server: any path, these ports, a status that counts as healthy.

    The status is the first of the health check's ``200-299`` or ``204,301``.
    """
    status = service.container.health_check.codes.replace(",", "-").split("-")[0]
    return "; ".join(_SERVER.replace("PORT", str(port)).replace("STATUS", status) for port in ports)
