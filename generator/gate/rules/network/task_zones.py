"""Systems -> services with several subnets that are all in one zone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import SERVICE
from generator.gate.network import subnets_of_service
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import at, lacks, sequence
from generator.problems import Severity

_SUBNETS = ("NetworkConfiguration", "AwsvpcConfiguration", "Subnets")


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        subnets = list(subnets_of_service(system, service))
        listed = sequence(at(service.properties, *_SUBNETS))
        is_said = not any(lacks(each.properties, "AvailabilityZone") for each in subnets)
        # What says the zone need not be known to be the same.
        zones = {str(each.properties.get("AvailabilityZone")) for each in subnets}
        if len(subnets) > 1 and len(subnets) == len(listed) and is_said and len(zones) == 1:
            message = f"{' and '.join(each.id for each in subnets)} are in one zone: when it fails, no task is left"
            yield Finding(service, message, _SUBNETS)


RULE = Rule(
    "task-zones",
    "The subnets of a service's tasks are in several zones.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties: {NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [{Ref: One}, {Ref: Two}]}}}
   One: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, AvailabilityZone: us-west-2a}}
   Two:
     Type: AWS::EC2::Subnet
-    Properties: {VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-west-2a}
+    Properties: {VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-west-2b}
    """,
    severity=Severity.WARNING,
)
