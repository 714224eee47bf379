"""Systems -> load balancers that may not send traffic to the port of the tasks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.forwarding import behind
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.security_group import egress, groups
from generator.gate.system import System
from generator.gate.value import at


def _check(system: System) -> Iterator[Finding]:
    for balancer in system.of(BALANCER):
        own = groups(system, balancer.properties.get("SecurityGroups")) or []
        openings = [egress(system, group) for group in own]
        if not own or any(each is None for each in openings):
            continue
        lets_out = [opening for each in openings for opening in each or ()]
        for service, port in behind(system, balancer):
            listed = at(service.properties, "NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
            tasks = groups(system, listed)
            carrying = [opening for opening in lets_out if opening.carries(port)]
            if not carrying:
                message = f"the load balancer may not send anything to port {port} of the tasks"
                yield Finding(own[0], message, ("SecurityGroupEgress",))
            elif tasks and not any(each.is_for(system, tasks, "DestinationSecurityGroupId") for each in carrying):
                message = f"the load balancer may send to port {port}, but not to {tasks[0].id}, which the tasks are in"
                yield Finding(own[0], message, ("SecurityGroupEgress",))


RULE = Rule(
    "security-group-egress",
    "The load balancer's security group lets it send traffic to the container's port.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
    _check,
    """
 Resources:
   Balancer:
     Type: AWS::ElasticLoadBalancingV2::LoadBalancer
     Properties: {SecurityGroups: [{Ref: Group}]}
   Group:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: load balancer
-      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16}]
+      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 10.0.0.0/16}]
   Service:
     Type: AWS::ECS::Service
     Properties:
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: arn}]
    """,
)
