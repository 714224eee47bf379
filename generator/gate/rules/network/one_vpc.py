"""Systems -> tasks, load balancers and their security groups that are not in one VPC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.gate.blue_green import SERVICE, TARGET_GROUP
from generator.gate.forwarding import balancers_of
from generator.gate.network import BALANCER, subnets_of_balancer, subnets_of_service, vpc
from generator.gate.rule import Finding, Rule
from generator.gate.security_group import groups
from generator.gate.system import Resource, System
from generator.gate.value import at, mappings, text


def _check(system: System) -> Iterator[Finding]:
    for balancer in system.of(BALANCER):
        own = groups(system, balancer.properties.get("SecurityGroups")) or []
        yield from _judge(system, balancer, [*subnets_of_balancer(system, balancer), *own])
    for service in system.of(SERVICE):
        configuration = at(service.properties, "NetworkConfiguration", "AwsvpcConfiguration")
        own = groups(system, at(configuration, "SecurityGroups")) or []
        targets = [system.at(text(each, "TargetGroupArn")) for each in mappings(service.properties, "LoadBalancers")]
        found = [group for group in targets if group is not None and group.type == TARGET_GROUP]
        yield from _judge(system, service, [*subnets_of_service(system, service), *own, *found])
    for group in system.of(TARGET_GROUP):
        subnets = chain.from_iterable(subnets_of_balancer(system, each) for each in balancers_of(system, group))
        yield from _judge(system, group, [group, *subnets])


def _judge(system: System, place: Resource, members: Iterable[Resource]) -> Iterator[Finding]:
    """At most one finding: the first member that is elsewhere than another."""
    first: Resource | None = None
    for member in members:
        if vpc(system, member) is None:
            continue
        if first is None:
            first = member
        elif vpc(system, member) is not vpc(system, first):
            message = f"{member.id} is of another VPC than {first.id}, and what is used together must be of one"
            yield Finding(place, message)
            return


RULE = Rule(
    "one-vpc",
    "The subnets, security groups and target groups of a service and of its load balancer are of one VPC.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       LaunchType: FARGATE
       NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [{Ref: Subnet}], SecurityGroups: [{Ref: Group}]}}
   One: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
   Two: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
   Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: One}, CidrBlock: 10.0.0.0/24}}
   Group:
     Type: AWS::EC2::SecurityGroup
-    Properties: {GroupDescription: Tasks, VpcId: {Ref: Two}}
+    Properties: {GroupDescription: Tasks, VpcId: {Ref: One}}
    """,
)
