"""Systems -> container ports of which service, appspec and target group say different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.beside import beside
from generator.gate.blue_green import SERVICE, TARGET_GROUP
from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import is_unknown, mapping, mappings, number, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        for balancer in mappings(service.properties, "LoadBalancers"):
            port = number(balancer, "ContainerPort")
            group = system.at(balancer.get("TargetGroupArn"))
            if port is None or group is None or group.type != TARGET_GROUP:
                continue
            if number(group.properties, "Port") not in (None, port):
                message = f"listens on {group.properties['Port']}, but the service's container on {port}"
                yield Finding(group, message, ("Port",))
    for appspec in system.appspecs:
        for service in beside(appspec, system.of(SERVICE)):
            for balancer in mappings(service.properties, "LoadBalancers"):
                if not is_unknown(balancer):
                    yield from _elsewhere(appspec, balancer)


def _elsewhere(appspec: SideFile, balancer: Mapping[str, Any]) -> Iterator[Finding]:
    """Traffic that an appspec sends to another port, or another container, than the service's."""
    port = number(balancer, "ContainerPort")
    for index, item in enumerate(mappings(appspec.data, "Resources") if port is not None else ()):
        for name, resource in item.items():
            info = mapping(resource, "Properties", "LoadBalancerInfo")
            if number(info, "ContainerPort") != port or info.get("ContainerName") != balancer.get("ContainerName"):
                message = (
                    f"sends traffic to {text(info, 'ContainerName')}:{text(info, 'ContainerPort')}, but "
                    f"the service to {text(balancer, 'ContainerName')}:{port}"
                )
                path = ("Resources", index, name, "Properties", "LoadBalancerInfo")
                yield Finding(appspec, message, path, severity=Severity.ERROR)


RULE = Rule(
    "container-port",
    "Service, appspec and target groups agree on the container's name and port.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    _check,
    """
 Resources:
   Blue:
     Type: AWS::ElasticLoadBalancingV2::TargetGroup
     Properties:
       TargetType: ip
-      Port: 80
+      Port: 3000
   Service:
     Type: AWS::ECS::Service
     Properties:
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: {Ref: Blue}}]
    """,
    severity=Severity.ADVICE,
)
