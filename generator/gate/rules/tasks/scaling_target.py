"""Systems -> scalable targets for a service that does not exist, or with bounds that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    is_literal,
    number,
    text,
)

_REFERENCE = re.compile(r"\$\{[^|}]+\|[^|}]+(?:\|([^}]*))?\}")
_CLUSTER = "AWS::ECS::Cluster"
_ARNS = {(SERVICE, ""), (SERVICE, "ServiceArn"), (_CLUSTER, "Arn")}
"""Type and attribute of what is an ARN."""
_HINT = "!Sub service/${Cluster}/${Service.Name}"


def _check(system: System) -> Iterator[Finding]:
    services = list(system.of(SERVICE))
    for target in system.of("AWS::ApplicationAutoScaling::ScalableTarget"):
        if text(target.properties, "ServiceNamespace") != "ecs":
            continue
        resource_id = text(target.properties, "ResourceId")
        parts = resource_id.split("/")
        if arn := _arn(system, resource_id):
            message = f"ResourceId has {arn}, which is an ARN; it is made of names: service/CLUSTER/SERVICE"
            yield Finding(target, message, ("ResourceId",), _HINT)
            continue
        if len(parts) != 3 or parts[0] != "service":
            if is_literal(resource_id):
                yield Finding(target, "ResourceId is service/CLUSTER/SERVICE", ("ResourceId",))
        elif services and is_literal(parts[1]) and system.is_missing(SERVICE, parts[2]):
            yield Finding(target, f"scales the service '{parts[2]}', which nothing here makes", ("ResourceId",))
        elif where := _elsewhere(system, parts[1], parts[2]):
            yield Finding(target, f"scales in the cluster '{parts[1]}', {where}", ("ResourceId",))
        low, high = (number(target.properties, key) for key in ("MinCapacity", "MaxCapacity"))
        if low is not None and high is not None and low > high:
            yield Finding(target, f"MinCapacity {low} is more than MaxCapacity {high}", ("MinCapacity",))


def _elsewhere(system: System, cluster: str, name: str) -> str:
    """Why the service is in another cluster; empty where it may be in this one."""
    if any(system.of(_CLUSTER)):
        return "which nothing here makes" if system.is_whole and system.is_missing(_CLUSTER, cluster) else ""
    # One that exists already is named in both places; the service may have its ARN.
    service = system.find(SERVICE, name)
    own = text(service.properties, "Cluster").rpartition("/")[2] if service else ""
    is_known = is_literal(own) and is_literal(cluster)
    return f"and the service is in '{own}'" if is_known and own != cluster else ""


def _arn(system: System, resource_id: str) -> str:
    """The reference in it that stands for an ARN: ``Ref`` of a service is one, and ``Arn`` of a cluster."""
    if resource_id.startswith("arn:"):
        return "its service's"
    for match in _REFERENCE.finditer(resource_id):
        found = system.at(match[0])
        if found is not None and (found.type, match[1] or "") in _ARNS:
            return found.id + (f".{match[1]}" if match[1] else "")
    return ""


RULE = Rule(
    "scaling-target",
    "A scalable target names the service that it scales, and bounds of which the lower is the lower.",
    "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties: {ServiceName: shop}
   Target:
     Type: AWS::ApplicationAutoScaling::ScalableTarget
     DependsOn: Service
     Properties:
       ServiceNamespace: ecs
-      ResourceId: service/shop/my-service
+      ResourceId: service/shop/shop
       MinCapacity: 1
       MaxCapacity: 2
    """,
)
