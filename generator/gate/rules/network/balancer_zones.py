"""Systems -> load balancers that do not stand in two zones."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.network import BALANCER, subnets_of_balancer
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mappings, sequence, setting


def _check(system: System) -> Iterator[Finding]:
    for balancer in system.of(BALANCER):
        if setting(balancer.properties, "application", "Type") != "application":
            continue
        path = ("Subnets",) if "Subnets" in balancer.properties else ("SubnetMappings",)
        listed = sequence(balancer.properties, "Subnets") or mappings(balancer.properties, "SubnetMappings")
        if len(listed) == 1 and not is_unknown(balancer.properties, *path):
            yield Finding(balancer, "has one subnet; a load balancer stands in two zones at the least", path)
        seen: dict[str, Resource] = {}
        for subnet in subnets_of_balancer(system, balancer):
            zone = _zone(subnet)
            other = seen.setdefault(zone, subnet) if zone else subnet
            if other is not subnet:
                message = f"{other.id} and {subnet.id} are in one zone; a load balancer takes one subnet of each"
                yield Finding(balancer, message, path)


def _zone(subnet: Resource) -> str:
    """What says the zone, which need not be known to be the same."""
    zone = subnet.properties.get("AvailabilityZone") or subnet.properties.get("AvailabilityZoneId")
    return str(zone or "")


RULE = Rule(
    "balancer-zones",
    "A load balancer has subnets in two zones at the least, and one in each.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
    _check,
    """
 Resources:
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
     Properties: {Subnets: [{Ref: One}, {Ref: Two}]}
   One:
     Type: AWS::EC2::Subnet
     Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, AvailabilityZone: {"Fn::Select": [0, {"Fn::GetAZs": ""}]}}
   Two:
     Type: AWS::EC2::Subnet
-    Properties: {VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: {"Fn::Select": [0, {"Fn::GetAZs": ""}]}}
+    Properties: {VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: {"Fn::Select": [1, {"Fn::GetAZs": ""}]}}
    """,
)
