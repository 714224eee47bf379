"""What runs beside a service's own container -> container definitions, in the words of RegisterTaskDefinition."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.sidecar import COLLECTOR, COLLECTOR_PORTS, Sidecar
from generator.model.workload import Workload
from generator.resources.connect import sidecar_port_mapping

COLLECTOR_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
"""AWS's own build of OpenTelemetry's collector: https://github.com/aws-observability/aws-otel-collector."""

# Traces alone: its default configuration sends metrics too, for which it would need a log group of its own.
# https://aws-otel.github.io/docs/components/x-ray-exporter
_COLLECTOR_CONFIGURATION = {
    "receivers": {
        "otlp": {
            "protocols": {
                name: {"endpoint": f"0.0.0.0:{port}"}
                for name, port in zip(("grpc", "http"), COLLECTOR_PORTS, strict=True)
            }
        }
    },
    "processors": {"batch": {}},
    "exporters": {"awsxray": {}},
    "service": {"pipelines": {"traces": {"receivers": ["otlp"], "processors": ["batch"], "exporters": ["awsxray"]}}},
}


def sidecars(workload: Workload, log: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every container but the service's own; all write to one log."""
    if workload.container.tracing:
        yield _collector(log)
    for name, sidecar in workload.container.sidecars.items():
        yield _sidecar(workload, name, sidecar, log)


def depends_on(waits: Mapping[str, str]) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html."""
    found = [{"containerName": name, "condition": word.upper()} for name, word in sorted(waits.items())]
    return {"dependsOn": found} if found else {}


def own_waits(workload: Workload) -> Mapping[str, str]:
    """What the service's own container waits for."""
    collector = {COLLECTOR: "start"} if workload.container.tracing else {}
    return {**workload.container.depends_on, **collector}


def telemetry(workload: Workload) -> Mapping[str, str]:
    """What OpenTelemetry's libraries read, unless the spec says otherwise; the collector is where they look for it.

    https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
    """
    if not workload.container.tracing:
        return {}
    found = {
        "OTEL_SERVICE_NAME": workload.names.container,
        "OTEL_RESOURCE_ATTRIBUTES": f"deployment.environment.name={workload.environment.name}",
    }
    return {name: value for name, value in found.items() if name not in workload.container.secrets}


def mounts(at: Mapping[str, str], workload: Workload) -> dict[str, Any]:
    """The volumes that a container has, each at its path."""
    volumes = workload.container.volumes
    found = [
        {"sourceVolume": name, "containerPath": path, "readOnly": volumes[name].read_only}
        for name, path in sorted(at.items())
    ]
    return {"mountPoints": found} if found else {}


def _sidecar(workload: Workload, name: str, sidecar: Sidecar, log: Mapping[str, Any]) -> dict[str, Any]:
    port = {"portMappings": [sidecar_port_mapping(workload, name, sidecar.port)]} if sidecar.port else {}
    check = {"healthCheck": {"command": ["CMD", *sidecar.health_check]}} if sidecar.health_check else {}
    return {
        "name": name,
        "image": sidecar.image,
        "essential": sidecar.essential,
        **({"command": list(sidecar.command)} if sidecar.command else {}),
        **port,
        "environment": [{"name": key, "value": value} for key, value in sorted(sidecar.environment.items())],
        "secrets": [{"name": key, "valueFrom": source} for key, source in sorted(sidecar.secrets.items())],
        **mounts(sidecar.volumes, workload),
        **depends_on(sidecar.depends_on),
        "readonlyRootFilesystem": sidecar.read_only,
        **check,
        "logConfiguration": log,
    }


def _collector(log: Mapping[str, Any]) -> dict[str, Any]:
    """Not essential: a service goes on without its traces.

    https://aws-otel.github.io/docs/setup/ecs/config-through-ssm says how it is configured.
    """
    return {
        "name": COLLECTOR,
        "image": COLLECTOR_IMAGE,
        "essential": False,
        "environment": [{"name": "AOT_CONFIG_CONTENT", "value": json.dumps(_COLLECTOR_CONFIGURATION)}],
        "logConfiguration": log,
    }
