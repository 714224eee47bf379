"""Who talks to whom: the world to the load balancer, the load balancer to the tasks, the tasks to the world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import GetAtt
from troposphere.ec2 import SecurityGroup, SecurityGroupEgress, SecurityGroupIngress, SecurityGroupRule

from generator.model.network import Network
from generator.model.project import Project
from generator.model.service import Service
from generator.naming import logical

PRIVATE_RANGES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
"""What AWS recommends for VPCs, and what its examples add. No request from the internet has such an address.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
"""


def load_balancer_security_group(project: Project, vpc_id: Any) -> SecurityGroup:
    """Lets the spec's networks in, on the ports of the listeners, and nothing out but by each service's own rule.

    A group without a rule for what goes out gets one that lets everything out, so this one has a rule for nothing:
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
    (the same rule as CDK's: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/security-group.ts)
    """
    return SecurityGroup(
        logical.LOAD_BALANCER_SECURITY_GROUP,
        GroupDescription=f"Load balancer of {project.name} in {project.environment.name}",
        VpcId=vpc_id,
        SecurityGroupIngress=list(_from_allowed(project)),
        SecurityGroupEgress=[_nothing()],
    )


def service_security_group(service: Service, vpc_id: Any) -> SecurityGroup:
    """Lets the tasks out by TCP: to ECR, CloudWatch, databases, other services."""
    return SecurityGroup(
        logical.SERVICE_SECURITY_GROUP,
        GroupDescription=f"Tasks of {service.names.base}",
        VpcId=vpc_id,
        SecurityGroupEgress=[
            SecurityGroupRule(
                IpProtocol="tcp",
                FromPort=0,
                ToPort=65535,
                CidrIp="0.0.0.0/0",
                Description="To AWS, databases and other services",
            )
        ],
    )


def connect_security_group(project: Project, vpc_id: Any) -> SecurityGroup:
    """What the tasks have beside their own group that may reach services by their names; lets nothing out itself."""
    return SecurityGroup(
        logical.CONNECT_SECURITY_GROUP,
        GroupDescription=f"Tasks of {project.name} in {project.environment.name} that reach each other by name",
        VpcId=vpc_id,
        SecurityGroupEgress=[_nothing()],
    )


def file_system_security_group(project: Project, vpc_id: Any) -> SecurityGroup:
    """What the mount targets have: each service's own rule lets its tasks in, and nothing goes out."""
    return SecurityGroup(
        logical.FILE_SYSTEM_SECURITY_GROUP,
        GroupDescription=f"File system of {project.name} in {project.environment.name}",
        VpcId=vpc_id,
        SecurityGroupEgress=[_nothing()],
    )


def service_to_file_system(file_system: Any, port: int) -> SecurityGroupIngress:
    """Files of the tasks, into the mount targets; ``file_system`` is the group of those."""
    return SecurityGroupIngress(
        logical.FILE_SYSTEM_INGRESS,
        GroupId=file_system,
        SourceSecurityGroupId=GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"),
        Description="Files of the tasks",
        **_port(port),
    )


def service_from_services(service: Service, connect: Any) -> SecurityGroupIngress:
    """Requests of other services, into the tasks; ``connect`` is the group of those that may."""
    return SecurityGroupIngress(
        logical.CONNECT_INGRESS,
        GroupId=GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"),
        SourceSecurityGroupId=connect,
        Description="Requests of other services",
        **_port(service.container.target_port),
    )


def service_from_load_balancer(service: Service, load_balancer: Any) -> Iterator[SecurityGroupIngress]:
    """Requests and health checks, into the tasks; ``load_balancer`` is the load balancer's group."""
    titles = (logical.SERVICE_INGRESS, logical.HEALTH_INGRESS)
    for title, (port, what) in zip(titles, _asked(service), strict=False):
        yield SecurityGroupIngress(
            title,
            GroupId=GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"),
            SourceSecurityGroupId=load_balancer,
            Description=what,
            **_port(port),
        )


def load_balancer_to_service(service: Service, load_balancer: Any) -> Iterator[SecurityGroupEgress]:
    """Requests and health checks, out of the load balancer, to the tasks of this service."""
    titles = (logical.LOAD_BALANCER_EGRESS, logical.HEALTH_EGRESS)
    for title, (port, what) in zip(titles, _asked(service), strict=False):
        yield SecurityGroupEgress(
            title,
            GroupId=load_balancer,
            DestinationSecurityGroupId=GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"),
            Description=what,
            **_port(port),
        )


def _asked(service: Service) -> list[tuple[int, str]]:
    """Each port, and what comes to it."""
    target, *others = service.container.asked_ports
    if not others:
        return [(target, "Requests and health checks")]
    return [(target, "Requests"), *((port, "Health checks") for port in others)]


def _nothing() -> SecurityGroupRule:
    """A rule that lets nothing out."""
    return SecurityGroupRule(
        IpProtocol="icmp", FromPort=252, ToPort=86, CidrIp="255.255.255.255/32", Description="Nothing"
    )


def _from_allowed(project: Project) -> Iterator[SecurityGroupRule]:
    balancer = project.load_balancer
    ports = [(balancer.production_port, "Production", balancer.allow)]
    if balancer.certificate:
        ports.append((80, "Redirect to HTTPS", balancer.allow))
    if balancer.test_port:
        ports.append((balancer.test_port, "Test listener", balancer.test_allow or _inside(project.network)))
    for port, text, networks in ports:
        for network in networks:
            yield SecurityGroupRule(**_port(port), CidrIp=network, Description=text)


def _inside(network: Network) -> tuple[str, ...]:
    """The VPC, or all that a VPC which exists already may have: no template can ask for its range."""
    return (network.cidr,) if network.is_created else PRIVATE_RANGES


def _port(port: int | None) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
