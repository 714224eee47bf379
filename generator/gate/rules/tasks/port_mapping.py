"""Systems -> ports of containers that ECS does not open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.blue_green import SERVICE
from generator.gate.container import containers, is_awsvpc
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import System, Task
from generator.gate.value import lacks, mappings, number, text
from generator.problems import Severity

_HTTP = ("HTTP", "HTTPS")


def _check(system: System) -> Iterator[Finding]:
    balanced = _balanced(system)
    for task in system.tasks:
        opened: Counter[tuple[int | None, str]] = Counter()
        names: Counter[str] = Counter()
        for path, container in containers(task):
            yield from _of_variable(task, path, container)
            for index, mapping in enumerate(mappings(container, "PortMappings")):
                where = task.path(*path, "PortMappings", index)
                yield from _of_mapping(task, where, mapping)
                port, protocol = number(mapping, "ContainerPort"), text(mapping, "Protocol") or "tcp"
                opened[port, protocol] += 1
                if protocol == "udp" and port is not None and port in balanced:
                    message = f"port {port} is opened by udp, and a load balancer sends requests to it by tcp"
                    yield Finding(task.place, message, where, severity=Severity.WARNING)
                names[text(mapping, "Name")] += 1
                # A container may open a port twice in bridge mode, on two ports of the machine.
                if port is not None and opened[port, protocol] == 2 and is_awsvpc(task):
                    message = f"port {port} is opened twice: the containers of a task share one network interface"
                    yield Finding(task.place, message, where)
                if names[text(mapping, "Name")] == 2 and text(mapping, "Name"):
                    yield Finding(task.place, f"two ports are called '{text(mapping, 'Name')}'", where)


def _balanced(system: System) -> set[int | None]:
    """The ports that load balancers for HTTP send requests to, as services and appspecs name them."""
    groups = [(each, system.at(text(each, "TargetGroupArn"))) for service in system.of(SERVICE)
              for each in mappings(service.properties, "LoadBalancers")]  # fmt: skip
    http = [each for each, group in groups if group is not None and text(group.properties, "Protocol") in _HTTP]
    return {number(each, "ContainerPort") for each in http} - {None}


def _of_variable(task: Task, path: Path, container: Mapping[str, Any]) -> Iterator[Finding]:
    """Servers take the variable PORT for the one that they listen on."""
    ports = [number(mapping, "ContainerPort") for mapping in mappings(container, "PortMappings")]
    for index, variable in enumerate(mappings(container, "Environment")):
        value = number(variable, "Value")
        if (
            text(variable, "Name") == "PORT"
            and value is not None
            and ports
            and None not in ports
            and value not in ports
        ):
            message = f"PORT is {value}, and the container opens {', '.join(map(str, ports))}"
            where = task.path(*path, "Environment", index)
            yield Finding(task.place, message, where, severity=Severity.WARNING)


def _of_mapping(task: Task, where: Path, mapping: Mapping[str, Any]) -> Iterator[Finding]:
    port, host = number(mapping, "ContainerPort"), number(mapping, "HostPort")
    mode = "awsvpc" if is_awsvpc(task) else text(task.properties, "NetworkMode")
    if mode in ("awsvpc", "host") and port is not None and host is not None and host not in (port, 0):
        message = f"hostPort {host} is not containerPort {port}: with the network mode {mode} they are the same"
        yield Finding(task.place, message, where, "leave hostPort out")
    for key, value in (("containerPort", port), ("hostPort", host)):
        if value is not None and not (value == 0 and key == "hostPort") and not 1 <= value <= 65535:
            yield Finding(task.place, f"{key} {value} is no port", where)
    if lacks(mapping, "ContainerPort") and lacks(mapping, "ContainerPortRange"):
        yield Finding(task.place, "a port mapping lacks containerPort", where)


RULE = Rule(
    "port-mapping",
    "A container opens each port once, and on awsvpc under the same number outside.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
    _check,
    """
 taskdef.json:
   family: shop
   networkMode: awsvpc
   memory: "512"
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
-      portMappings: [{containerPort: 3000, hostPort: 80}]
+      portMappings: [{containerPort: 3000, hostPort: 3000}]
    """,
)
