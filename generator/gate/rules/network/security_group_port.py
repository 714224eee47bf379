"""Systems -> tasks that their load balancer cannot reach, and listeners that nobody can."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER, SERVICE, releases
from generator.gate.forwarding import asked_ports, behind
from generator.gate.network import BALANCER
from generator.gate.rule import Finding, Rule
from generator.gate.security_group import Opening, groups, ingress
from generator.gate.system import Resource, System
from generator.gate.value import at, mappings, number, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    yield from _tasks(system)
    tests = {arn for release in releases(system) for arn in release.listeners("TestTrafficRoute")}
    for listener in system.of(LISTENER):
        balancer = system.at(text(listener.properties, "LoadBalancerArn"))
        port = number(listener.properties, "Port")
        if balancer is None or balancer.type != BALANCER or port is None:
            continue
        own = groups(system, balancer.properties.get("SecurityGroups"))
        admitted = _admitted(system, own or [], port)
        if own and admitted == []:
            severity = Severity.ADVICE if listener.token in tests else Severity.WARNING
            yield Finding(own[0], f"nothing may reach port {port}, which {listener.id} listens on", severity=severity)


def _tasks(system: System) -> Iterator[Finding]:
    balancers = {
        service.token: groups(system, balancer.properties.get("SecurityGroups"))
        for balancer in system.of(BALANCER)
        for service, _ in behind(system, balancer)
    }
    for service in system.of(SERVICE):
        listed = at(service.properties, "NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
        own = groups(system, listed)
        balanced = mappings(service.properties, "LoadBalancers") if own else ()
        for port in dict.fromkeys(port for each in balanced for port in asked_ports(system, each)):
            admitted = _admitted(system, own or [], port)
            sources = balancers.get(service.token)
            if own and admitted == []:
                message = f"no TCP may reach port {port} of the tasks, which the load balancer asks"
                yield Finding(own[0], message, severity=Severity.ERROR)
            elif own and admitted and sources and not _comes_from(system, admitted, sources):
                message = f"port {port} of the tasks is open, but not to {sources[0].id}, which the load balancer is in"
                yield Finding(own[0], message, severity=Severity.ERROR)


def _comes_from(system: System, admitted: list[Opening], sources: list[Resource]) -> bool:
    return any(opening.is_for(system, sources, "SourceSecurityGroupId") for opening in admitted)


def _admitted(system: System, own: list[Resource], port: int) -> list[Opening] | None:
    """What lets TCP to ``port`` in; None where that is not known."""
    openings = [ingress(system, group) for group in own]
    if any(each is None for each in openings):
        return None
    return [opening for each in openings for opening in each or () if opening.carries(port)]


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
