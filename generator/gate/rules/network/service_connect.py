"""Systems -> services in Service Connect whose names nobody can reach: without a port, or another service's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import at, is_literal, is_true, is_unknown, lacks, mapping, mappings, number, text
from generator.problems import Severity

_CONNECT = "ServiceConnectConfiguration"
_NAMED = (_CONNECT, "Services")


def _check(system: System) -> Iterator[Finding]:
    yield from _asking_nobody(system)
    taken: dict[tuple[str, str], Resource] = {}
    for service in system.of(SERVICE):
        if not is_true(service.properties, _CONNECT, "Enabled"):
            continue
        namespace = text(service.properties, _CONNECT, "Namespace")
        for index, said in enumerate(mappings(service.properties, _CONNECT, "Services")):
            path = (_CONNECT, "Services", index)
            yield from _port(system, service, said, path)
            yield from _alias(service, said, path)
            for kind, name in _names(said):
                other = taken.setdefault((f"{kind} of {namespace}", name), service)
                if namespace and other is not service:
                    message = f"{other.id} is {name} in this namespace already: ECS refuses one name for two services"
                    yield Finding(service, message, path, "give it another one")


def _asking_nobody(system: System) -> Iterator[Finding]:
    """Of services that only ask others: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html."""
    connected = [each for each in system.of(SERVICE) if is_true(each.properties, _CONNECT, "Enabled")]
    asked = {text(each.properties, _CONNECT, "Namespace") for each in connected if not lacks(each.properties, *_NAMED)}
    for service in connected if system.is_whole else ():
        namespace = text(service.properties, _CONNECT, "Namespace")
        if namespace and lacks(service.properties, *_NAMED) and namespace not in asked:
            message = "asks others by name, and no service has a name in its namespace"
            yield Finding(service, message, (_CONNECT, "Namespace"), severity=Severity.WARNING)


def _names(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    discovery = text(said, "DiscoveryName") or text(said, "PortName")
    if discovery and not is_unknown(said, "DiscoveryName"):
        yield "name", discovery
    for alias in mappings(said, "ClientAliases"):
        name, port = text(alias, "DnsName"), number(alias, "Port")
        if name and port is not None:
            yield "alias", f"{name}:{port}"


def _alias(service: Resource, said: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    if lacks(said, "ClientAliases") or at(said, "ClientAliases") == []:
        message = "nothing says at which port others reach it: ECS asks for one alias with a port"
        yield Finding(service, message, path, "add ClientAliases: [{Port: 8080}]")


def _port(system: System, service: Resource, said: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    """By the task definition that stands in a template; one that is registered elsewhere is not known."""
    task = system.at(service.properties.get("TaskDefinition"))
    containers = task.properties.get("ContainerDefinitions") if task else None
    name = text(said, "PortName")
    if task is None or is_unknown(containers) or not containers or not is_literal(name) or not name:
        return
    ports = {
        text(port, "Name"): port for each in mappings(task.properties, "ContainerDefinitions")
        for port in mappings(each, "PortMappings")
    }  # fmt: skip
    if name not in ports:
        message = f"connects the port {name}, and no port of the task definition has that Name"
        yield Finding(service, message, (*path, "PortName"), "give the port mapping this Name")
    elif (
        not text(ports[name], "AppProtocol")
        and number(mapping(said, "Timeout"), "PerRequestTimeoutSeconds") is not None
    ):
        message = f"a limit for each request, and the port {name} is TCP, which knows no requests: ECS refuses it"
        yield Finding(service, message, (*path, "Timeout"), "give the port mapping AppProtocol: http")


RULE = Rule(
    "service-connect",
    "A service in Service Connect names a port of its task, an alias, and nothing that another service has.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",
    _check,
    """
 Resources:
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties:
       ContainerDefinitions:
-        - {Name: shop, Image: "shop:1.0.0", PortMappings: [{ContainerPort: 8080}]}
+        - {Name: shop, Image: "shop:1.0.0", PortMappings: [{ContainerPort: 8080, Name: api, AppProtocol: http}]}
   Service:
     Type: AWS::ECS::Service
     Properties:
       TaskDefinition: {Ref: Task}
       ServiceConnectConfiguration:
         Enabled: true
         Namespace: shop
         Services: [{PortName: api, ClientAliases: [{Port: 8080, DnsName: api}]}]
    """,
)
