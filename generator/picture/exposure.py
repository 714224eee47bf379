"""A resource -> in which way the internet reaches it, or nothing."""

from __future__ import annotations

from generator.gate.system import Resource, System
from generator.gate.value import is_true, mappings, sequence, text

BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
_EVERYONE = frozenset({"0.0.0.0/0", "::/0"})


def exposure(system: System, resource: Resource) -> str:
    """What is public about it, in a few words."""
    properties = resource.properties
    match resource.type:
        case "AWS::ElasticLoadBalancingV2::LoadBalancer" if _is_public(resource):
            return "has public addresses"
        case "AWS::ElasticLoadBalancingV2::Listener":
            return _of_listener(system, resource)
        case "AWS::EC2::SecurityGroup":
            ports = [text(rule, "FromPort") for rule in mappings(properties, "SecurityGroupIngress") if _is_open(rule)]
            return f"lets everyone in at port {', '.join(dict.fromkeys(ports))}" if ports else ""
        case "AWS::ECS::Service":
            network = ("NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp")
            return "its tasks have public addresses" if text(properties, *network) == "ENABLED" else ""
        case "AWS::EC2::NatGateway" | "AWS::EC2::EIP" | "AWS::EC2::InternetGateway":
            return "has public addresses" if resource.type != "AWS::EC2::InternetGateway" else "leads to the internet"
        case "AWS::EC2::Subnet":
            return "gives public addresses" if is_true(properties, "MapPublicIpOnLaunch") else ""
    return ""


def _is_public(balancer: Resource) -> bool:
    # Internet-facing where nothing else is said: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
    return text(balancer.properties, "Scheme") != "internal"


def _of_listener(system: System, listener: Resource) -> str:
    """Open to those whom a security group of its load balancer lets in at its port."""
    balancer = system.find(BALANCER, listener.properties.get("LoadBalancerArn"))
    if balancer is None or not _is_public(balancer):
        return ""
    port = text(listener.properties, "Port")
    for reference in sequence(balancer.properties, "SecurityGroups"):
        group = system.find("AWS::EC2::SecurityGroup", reference)
        rules = mappings(group.properties, "SecurityGroupIngress") if group else []
        if any(_is_open(rule) and text(rule, "FromPort") == port for rule in rules):
            return f"open to everyone at port {port}"
    return ""


def _is_open(rule: object) -> bool:
    return bool({text(rule, "CidrIp"), text(rule, "CidrIpv6")} & _EVERYONE)
