"""Systems -> load balancers that are to reach a container or a port that the task does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.gate.appspec import targets
from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.service_task import tasks_of
from generator.gate.subject import Path, SideFile
from generator.gate.system import Resource, System, Task
from generator.gate.value import is_literal, mapping, mappings, number, text


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        tasks = tasks_of(system, service)
        for index, balancer in enumerate(mappings(service.properties, "LoadBalancers")):
            yield from _faults(service, ("LoadBalancers", index), balancer, tasks)
    for appspec in system.appspecs:
        folder = appspec.path.rpartition("/")[0]
        tasks = [task for task in system.released if _folder(task) == folder]
        for target in targets(appspec):
            path = (*target.path, "Properties", "LoadBalancerInfo")
            yield from _faults(appspec, path, mapping(target.properties, "LoadBalancerInfo"), tasks)


def _folder(task: Task) -> str:
    return task.place.path.rpartition("/")[0] if isinstance(task.place, SideFile) else ""


def _faults(place: Resource | SideFile, path: Path, balancer: Any, tasks: list[Task]) -> Iterator[Finding]:
    name, port = text(balancer, "ContainerName"), number(balancer, "ContainerPort")
    for task in tasks:
        containers = {text(item, "Name"): item for item in mappings(task.properties, "ContainerDefinitions")}
        if not containers or not all(map(is_literal, containers)) or not is_literal(name):
            continue
        if name not in containers:
            message = f"traffic goes to the container '{name}', but the task has {', '.join(sorted(containers))}"
            yield Finding(place, message, (*path, "ContainerName"))
            continue
        ports = [number(item, "ContainerPort") for item in mappings(containers[name], "PortMappings")]
        if port is not None and None not in ports and port not in ports:
            message = f"traffic goes to port {port} of '{name}', which opens {', '.join(map(str, ports)) or 'none'}"
            yield Finding(place, message, (*path, "ContainerPort"))


RULE = Rule(
    "container-name",
    "The service and the appspec send traffic to a container that the task definition has, and to a port of it.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html",
    _check,
    """
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
       image: "<IMAGE1_NAME>"
       portMappings: [{containerPort: 3000}]
 appspec.yaml:
   version: 0.0
   Resources:
     - TargetService:
         Type: AWS::ECS::Service
         Properties:
           TaskDefinition: "<TASK_DEFINITION>"
-          LoadBalancerInfo: {ContainerName: my-container, ContainerPort: 3000}
+          LoadBalancerInfo: {ContainerName: shop, ContainerPort: 3000}
    """,
)
