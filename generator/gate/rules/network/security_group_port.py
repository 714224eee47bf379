"""Systems -> tasks that their load balancer cannot reach, and listeners that nobody can."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, SERVICE, releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mappings, number, sequence, text
from generator.problems import Severity

_INGRESS = "AWS::EC2::SecurityGroupIngress"
_SECURITY_GROUP = "AWS::EC2::SecurityGroup"
_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def _check(system: System) -> Iterator[Finding]:
    for service in system.of(SERVICE):
        references = sequence(service.properties, "NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
        groups = [group for group in map(system.at, references) if group and group.type == _SECURITY_GROUP]
        for balancer in mappings(service.properties, "LoadBalancers"):
            port = number(balancer, "ContainerPort")
            if groups and port is not None and not any(_admits(system, group, port) for group in groups):
                message = f"nothing may reach port {port} of the tasks, which the load balancer sends traffic to"
                yield Finding(groups[0], message)
    tests = {arn for release in releases(system) for arn in release.listeners("TestTrafficRoute")}
    for listener in system.of(LISTENER):
        balancer_ = system.at(text(listener.properties, "LoadBalancerArn"))
        port = number(listener.properties, "Port")
        if balancer_ is None or balancer_.type != _BALANCER or port is None:
            continue
        found = map(system.at, sequence(balancer_.properties, "SecurityGroups"))
        groups = [group for group in found if group and group.type == _SECURITY_GROUP]
        if groups and not any(_admits(system, group, port) for group in groups):
            severity = Severity.ADVICE if listener.token in tests else Severity.WARNING
            yield Finding(
                groups[0], f"nothing may reach port {port}, which {listener.id} listens on", severity=severity
            )


def _admits(system: System, group: Resource, port: int) -> bool:
    others = any(is_unknown(rule.properties) for rule in system.of(_INGRESS))
    if others or is_unknown(group.properties, "SecurityGroupIngress"):
        return True
    rules = list(mappings(group.properties, "SecurityGroupIngress"))
    rules += [rule.properties for rule in system.of(_INGRESS) if system.at(rule.properties.get("GroupId")) is group]
    return any(
        text(rule, "IpProtocol") == "-1" or (number(rule, "FromPort") or 0) <= port <= (number(rule, "ToPort") or 0)
        for rule in rules
    )


RULE = Rule(
    "security-group-port",
    "The security groups let the load balancer reach the container's port, and clients the listeners' ports.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
    _check,
    """
 Resources:
   Tasks:
     Type: AWS::EC2::SecurityGroup
     Properties:
       GroupDescription: tasks
-      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16}]
+      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 10.0.0.0/16}]
   Service:
     Type: AWS::ECS::Service
     Properties:
       NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1], SecurityGroups: [{Ref: Tasks}]}}
       LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: arn}]
    """,
    severity=Severity.WARNING,
)
