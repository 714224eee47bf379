"""A system of templates -> how much of it costs by the hour, whether or not anybody uses it; AWS has the prices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.gate.system import Resource, System
from generator.gate.value import number, sequence, text

_FARGATE = "https://aws.amazon.com/fargate/pricing/"
_BALANCER = "https://aws.amazon.com/elasticloadbalancing/pricing/"
_VPC = "https://aws.amazon.com/vpc/pricing/"
_KMS = "https://aws.amazon.com/kms/pricing/"
_CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/"


class Quantity(NamedTuple):
    """So much of something, as long as the stacks are there."""

    what: str
    amount: str
    per: str
    source: str
    """AWS's page of prices."""


def quantities(system: System) -> tuple[Quantity, ...]:
    """What is billed by time; what is billed by use has no quantity before there is any."""
    return tuple(each for each in _all(system) if each.amount not in ("", "0"))


def _all(system: System) -> Iterator[Quantity]:
    for service in system.of("AWS::ECS::Service"):
        yield from _tasks(system, service)
    balancers = [*system.of("AWS::ElasticLoadBalancingV2::LoadBalancer")]
    yield Quantity("Application Load Balancers", str(len(balancers)), "hour", _BALANCER)
    yield Quantity("NAT gateways", str(len([*system.of("AWS::EC2::NatGateway")])), "hour", _VPC)
    public = [each for each in balancers if text(each.properties, "Scheme") != "internal"]
    # At least one for each subnet of a load balancer, and one for each NAT gateway.
    count = sum(len(sequence(each.properties, "Subnets")) for each in public) + len([*system.of("AWS::EC2::EIP")])
    yield Quantity("Public IPv4 addresses of load balancers and NAT gateways, at least", str(count), "hour", _VPC)
    yield Quantity("KMS keys", str(len([*system.of("AWS::KMS::Key")])), "month", _KMS)
    yield Quantity("Alarms", str(len([*system.of("AWS::CloudWatch::Alarm")])), "month", _CLOUDWATCH)
    yield Quantity("Dashboards", str(len([*system.of("AWS::CloudWatch::Dashboard")])), "month", _CLOUDWATCH)


def _tasks(system: System, service: Resource) -> Iterator[Quantity]:
    low, high = _counts(system, service)
    task = system.find("AWS::ECS::TaskDefinition", service.properties.get("TaskDefinition"))
    if low is None or high is None:
        return
    name = service.name or service.id
    amount = _range(low, high, 1)
    yield Quantity(f"Tasks of {name}; up to twice as many while a release shifts traffic", amount, "hour", _FARGATE)
    cpu = number(task.properties, "Cpu") if task else None
    memory = number(task.properties, "Memory") if task else None
    if cpu and memory:
        yield Quantity(f"vCPU of these tasks ({cpu / 1024:g} each)", _range(low, high, cpu / 1024), "hour", _FARGATE)
        gigabytes = memory / 1024
        yield Quantity(
            f"GB of memory of these tasks ({gigabytes:g} each)", _range(low, high, gigabytes), "hour", _FARGATE
        )
    if text(service.properties, "NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp") == "ENABLED":
        yield Quantity(f"Public IPv4 addresses of tasks of {name}", amount, "hour", _VPC)


def _counts(system: System, service: Resource) -> tuple[int | None, int | None]:
    for target in system.of("AWS::ApplicationAutoScaling::ScalableTarget"):
        if text(target.properties, "ResourceId").rpartition("/")[2] == service.name:
            return number(target.properties, "MinCapacity"), number(target.properties, "MaxCapacity")
    count = number(service.properties, "DesiredCount")
    return count, count


def _range(low: int, high: int, each: float) -> str:
    return f"{low * each:g}" if low == high else f"{low * each:g} to {high * each:g}"
