"""Who talks to whom: the world to the load balancer, the load balancer to the tasks, the tasks to the world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import GetAtt
from troposphere.ec2 import SecurityGroup, SecurityGroupIngress, SecurityGroupRule

from generator.model.network import Network
from generator.model.project import Project
from generator.model.service import Service
from generator.naming import logical

PRIVATE_RANGES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
"""What AWS recommends for VPCs, and what its examples add. No request from the internet has such an address.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
"""


def load_balancer_security_group(service: Service, vpc_id: Any) -> SecurityGroup:
    """Lets the spec's networks in, on the ports of the listeners."""
    return SecurityGroup(
        logical.LOAD_BALANCER_SECURITY_GROUP,
        GroupDescription=f"Load balancer of {service.project.name} in {service.environment.name}",
        VpcId=vpc_id,
        SecurityGroupIngress=list(_from_allowed(service.project)),
        SecurityGroupEgress=[
            SecurityGroupRule(
                DestinationSecurityGroupId=GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"),
                Description="Requests and health checks",
                **_port(service.container.port),
            )
        ],
    )


def service_security_group(service: Service, vpc_id: Any) -> SecurityGroup:
    """Lets the tasks out by TCP: to ECR, CloudWatch, databases, other services."""
    return SecurityGroup(
        logical.SERVICE_SECURITY_GROUP,
        GroupDescription=f"Tasks of {service.project.name} in {service.environment.name}",
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


def service_from_load_balancer(service: Service) -> SecurityGroupIngress:
    """Requests and health checks, into the tasks; a rule of its own, since the groups name each other."""
    return SecurityGroupIngress(
        logical.SERVICE_INGRESS,
        GroupId=GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"),
        SourceSecurityGroupId=GetAtt(logical.LOAD_BALANCER_SECURITY_GROUP, "GroupId"),
        Description="Requests and health checks",
        **_port(service.container.port),
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


def _port(port: int) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
