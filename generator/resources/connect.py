"""A service that others reach by its name, or that reaches others -> its Service Connect, and the name of its port.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
"""

from __future__ import annotations

from typing import Any

from troposphere import Region
from troposphere.ecs import (
    LogConfiguration,
    ServiceConnectClientAlias,
    ServiceConnectConfiguration,
    ServiceConnectService,
    TimeoutConfiguration,
)

from generator.model.service import Service
from generator.model.workload import Workload

LOG_STREAM_PREFIX = "connect"
"""Of the proxy, beside those of the containers."""


def connect(service: Service, namespace: Any) -> ServiceConnectConfiguration:
    """Known by its name at its own port, to whatever else is in the namespace.

    The proxy is in the way of the load balancer too, and would end each answer after 15 seconds
    (https://github.com/aws/containers-roadmap/issues/1958): 0 leaves that to whoever asks.

    A worker without a port asks and is not asked: "client" services have no names
    (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html).
    """
    return ServiceConnectConfiguration(
        Enabled=True,
        Namespace=namespace,
        **({"Services": [_named(service)]} if service.is_named else {}),
        LogConfiguration=LogConfiguration(
            LogDriver="awslogs",
            Options={
                "awslogs-group": service.names.log_group,
                "awslogs-region": Region,
                "awslogs-stream-prefix": LOG_STREAM_PREFIX,
            },
        ),
    )


def _named(service: Service) -> ServiceConnectService:
    """There are no requests in TCP, and no time for them; what is idle for an hour ends.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
    """
    timeout = {"Timeout": TimeoutConfiguration(PerRequestTimeoutSeconds=0)} if service.app_protocol else {}
    return ServiceConnectService(
        PortName=service.name,
        DiscoveryName=service.names.discovery,
        ClientAliases=[ServiceConnectClientAlias(DnsName=service.name, Port=service.container.target_port)],
        **timeout,
    )


def port_mappings(workload: Workload) -> list[dict[str, Any]]:
    """The ports of its own container, in the words of RegisterTaskDefinition."""
    container = workload.container
    return [
        _port_mapping(workload, port, container.target is None and port == container.port)
        for port in container.own_ports
    ]


def sidecar_port_mapping(workload: Workload, sidecar: str, port: int) -> dict[str, Any]:
    """The port of a sidecar, in the same words."""
    return _port_mapping(workload, port, workload.container.target == sidecar)


def _port_mapping(workload: Workload, port: int, is_target: bool) -> dict[str, Any]:
    """The protocol can never be another one, and is TCP if left out; a port has a name where others call that.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
    """
    protocol = {"appProtocol": workload.app_protocol} if workload.app_protocol else {}
    named = {"name": workload.name, **protocol} if workload.container.connect and is_target else {}
    return {"containerPort": port, "protocol": "tcp", **named}
