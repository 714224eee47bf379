"""Systems -> task definitions for Fargate with what only machines of one's own have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.container import containers, is_awsvpc, is_fargate, is_windows
from generator.gate.rule import Finding, Rule
from generator.gate.system import System, Task
from generator.gate.value import at, is_true, lacks, mapping, mappings, sequence, text

_DRIVERS = ("awslogs", "splunk", "awsfirelens")


class _Forbidden(NamedTuple):
    keys: tuple[str, ...]
    """Where it stands in a container."""
    says: str


_OF_CONTAINER = (
    _Forbidden(("DisableNetworking",), "disableNetworking"),
    _Forbidden(("DnsSearchDomains",), "dnsSearchDomains"),
    _Forbidden(("DnsServers",), "dnsServers"),
    _Forbidden(("DockerSecurityOptions",), "dockerSecurityOptions"),
    _Forbidden(("ExtraHosts",), "extraHosts"),
    _Forbidden(("Hostname",), "hostname"),
    _Forbidden(("Links",), "links"),
    _Forbidden(("Privileged",), "privileged"),
    _Forbidden(("LinuxParameters", "Devices"), "devices"),
    _Forbidden(("LinuxParameters", "SharedMemorySize"), "sharedMemorySize"),
    _Forbidden(("LinuxParameters", "MaxSwap"), "maxSwap"),
    _Forbidden(("LinuxParameters", "Swappiness"), "swappiness"),
)
_OF_NETWORK = ("ExtraHosts", "Hostname", "Links")
"""What a task with a network interface of its own has not either, on any machine."""


def _check(system: System) -> Iterator[Finding]:
    for task in system.tasks:
        if is_fargate(task):
            yield from _of_task(task)
            for path, container in containers(task):
                yield from _of_container(task, path, container)
        elif is_awsvpc(task):
            for path, container in containers(task):
                for key in _OF_NETWORK:
                    if _is_said(container.get(key)):
                        message = f"{key[:1].lower()}{key[1:]} is not for the network mode awsvpc"
                        yield Finding(task.place, message, task.path(*path, key))


def _is_said(value: Any) -> bool:
    return value not in (None, False, "false", [], "")


def _of_task(task: Task) -> Iterator[Finding]:
    for key in ("PlacementConstraints", "IpcMode", "InferenceAccelerators"):
        if _is_said(task.properties.get(key)):
            message = f"{key[:1].lower()}{key[1:]} is not for Fargate"
            yield Finding(task.place, message, task.path(key))
    if text(task.properties, "PidMode") == "host":
        yield Finding(task.place, "pidMode is task on Fargate, never host", task.path("PidMode"))
    for index, volume in enumerate(mappings(task.properties, "Volumes")):
        path = task.path("Volumes", index)
        if text(volume, "Host", "SourcePath"):
            yield Finding(task.place, "a volume of a host's path is not for Fargate: there is no host", path)
        for key in ("DockerVolumeConfiguration", "FSxWindowsFileServerVolumeConfiguration"):
            if mapping(volume, key):
                yield Finding(task.place, f"{key[:1].lower()}{key[1:]} is not for Fargate", path)


def _of_container(task: Task, path: tuple[str | int, ...], container: Mapping[str, Any]) -> Iterator[Finding]:
    for forbidden in _OF_CONTAINER:
        if _is_said(at(container, *forbidden.keys)):
            message = f"{forbidden.says} is not for Fargate: ECS refuses the task definition"
            yield Finding(task.place, message, task.path(*path, *forbidden.keys))
    capabilities = mapping(container, "LinuxParameters", "Capabilities")
    for name in sequence(capabilities, "Add"):
        if isinstance(name, str) and name not in ("SYS_PTRACE", "CAP_SYS_PTRACE"):
            message = f"Fargate adds no capability but SYS_PTRACE, and so not {name}"
            yield Finding(task.place, message, task.path(*path, "LinuxParameters", "Capabilities"))
    driver = text(container, "LogConfiguration", "LogDriver")
    if driver and driver not in _DRIVERS:
        message = f"Fargate has the log drivers {', '.join(_DRIVERS)}, and not {driver}"
        yield Finding(task.place, message, task.path(*path, "LogConfiguration", "LogDriver"))
    for resource in mappings(container, "ResourceRequirements"):
        if text(resource, "Type") in ("GPU", "InferenceAccelerator", "NeuronDevice"):
            message = f"Fargate has no {text(resource, 'Type')}"
            yield Finding(task.place, message, task.path(*path, "ResourceRequirements"))
    if is_windows(task):
        yield from _of_windows(task, path, container)


def _of_windows(task: Task, path: tuple[str | int, ...], container: Mapping[str, Any]) -> Iterator[Finding]:
    for key in ("LinuxParameters", "Ulimits"):
        if not lacks(container, key):
            message = f"{key[:1].lower()}{key[1:]} is for Linux, and the task for Windows"
            yield Finding(task.place, message, task.path(*path, key))
    if is_true(container, "ReadonlyRootFilesystem"):
        message = "readonlyRootFilesystem is for Linux, and the task for Windows"
        yield Finding(task.place, message, task.path(*path, "ReadonlyRootFilesystem"))


RULE = Rule(
    "fargate-forbids",
    "A task definition for Fargate has nothing that only machines of one's own have.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
    _check,
    """
 taskdef.json:
   family: shop
   requiresCompatibilities: [FARGATE]
   networkMode: awsvpc
   cpu: "256"
   memory: "512"
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
-      privileged: true
    """,
)
