"""A system -> where the traffic of its subnets goes: the default route of each, and the endpoints of their VPC."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_unknown, lacks, mapping, mappings, sequence, text

ATTACHMENT = "AWS::EC2::VPCGatewayAttachment"
BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
ENDPOINT = "AWS::EC2::VPCEndpoint"
INTERNET_GATEWAY = "AWS::EC2::InternetGateway"
NAT_GATEWAY = "AWS::EC2::NatGateway"
ROUTE = "AWS::EC2::Route"
SUBNET = "AWS::EC2::Subnet"
_ASSOCIATION = "AWS::EC2::SubnetRouteTableAssociation"
_TABLE = "AWS::EC2::RouteTable"
_EVERYWHERE = "0.0.0.0/0"
_ONWARD = (
    "CarrierGatewayId", "CoreNetworkArn", "InstanceId", "LocalGatewayId", "NetworkInterfaceId", "TransitGatewayId",
    "VpcEndpointId", "VpcPeeringConnectionId",
)  # fmt: skip
"""What leads into a network of which the templates say nothing."""


class Way(Enum):
    """Where the default route of a subnet leads."""

    INTERNET = auto()
    """To an internet gateway: only what has a public address gets an answer."""
    NAT = auto()
    NOWHERE = auto()
    UNKNOWN = auto()
    """The templates do not say, or it leads to something else: a transit gateway, a firewall."""


def way(system: System, subnet: Resource) -> Way:
    """Where the traffic of a subnet goes that is for no address of the VPC."""
    associations = list(system.of(_ASSOCIATION))
    own = [each for each in associations if system.at(each.properties.get("SubnetId")) is subnet]
    if len(own) == 1:
        table = system.at(own[0].properties.get("RouteTableId"))
        return _way(system, table) if table is not None and table.type == _TABLE else Way.UNKNOWN
    if own or any(is_unknown(each.properties, "SubnetId") for each in associations):
        return Way.UNKNOWN
    # The main route table of a VPC leads nowhere else. Where a template associates none of its subnets, another may.
    beside = any(each.template.stack == subnet.template.stack for each in associations)
    return Way.NOWHERE if beside and vpc(system, subnet) is not None else Way.UNKNOWN


def _way(system: System, table: Resource) -> Way:
    routes = list(system.of(ROUTE))
    own = [
        route
        for route in routes
        if system.at(route.properties.get("RouteTableId")) is table
        and lacks(route.properties, "DestinationIpv6CidrBlock")
    ]
    if not own:
        elsewhere = any(is_unknown(route.properties, "RouteTableId") for route in routes)
        beside = any(route.template.stack == table.template.stack for route in routes)
        return Way.NOWHERE if beside and not elsewhere else Way.UNKNOWN
    defaults = [route for route in own if text(route.properties, "DestinationCidrBlock") == _EVERYWHERE]
    if len(defaults) != 1:
        is_known = not defaults and all(map(_is_narrow, own))
        return Way.NOWHERE if is_known else Way.UNKNOWN
    [route] = defaults
    for key, leads in (("GatewayId", Way.INTERNET), ("NatGatewayId", Way.NAT)):
        target = route.properties.get(key)
        found = system.at(target)
        if text(target).startswith("igw-") or (found is not None and found.type == INTERNET_GATEWAY):
            return Way.INTERNET
        # A gateway of a template that is another kind than its key says leads elsewhere: route-target reports it.
        if leads is Way.NAT and target is not None and (found is None or found.type == NAT_GATEWAY):
            return Way.NAT
    return Way.UNKNOWN


def _is_narrow(route: Resource) -> bool:
    """Whether a route is certainly for some addresses alone, and leads to no network that may lead on."""
    cidr = text(route.properties, "DestinationCidrBlock")
    return is_literal(cidr) and all(lacks(route.properties, key) for key in _ONWARD)


def vpc(system: System, resource: Resource) -> Resource | None:
    """The VPC that a template makes, of a subnet, a security group, a target group, a route table or an endpoint."""
    found = system.at(resource.properties.get("VpcId"))
    return found if found is not None and found.type == "AWS::EC2::VPC" else None


def subnets_of_balancer(system: System, balancer: Resource) -> Iterator[Resource]:
    """The subnets of a load balancer that templates make."""
    listed = [*sequence(balancer.properties, "Subnets")]
    listed += [item.get("SubnetId") for item in mappings(balancer.properties, "SubnetMappings")]
    yield from _subnets(system, listed)


def subnets_of_service(system: System, service: Resource) -> Iterator[Resource]:
    """The subnets of a service's tasks that templates make."""
    configuration = mapping(service.properties, "NetworkConfiguration", "AwsvpcConfiguration")
    yield from _subnets(system, [*sequence(configuration, "Subnets")])


def _subnets(system: System, listed: list[object]) -> Iterator[Resource]:
    for found in map(system.at, listed):
        if found is not None and found.type == SUBNET:
            yield found


def is_on_fargate(service: Resource) -> bool:
    """Whether a service's tasks certainly have an address of their own, by which they fetch their image too."""
    providers = mappings(service.properties, "CapacityProviderStrategy")
    names = [text(service.properties, "LaunchType"), *(text(each, "CapacityProvider") for each in providers)]
    return any(name.startswith("FARGATE") for name in names)


def endpoints(system: System, subnet: Resource) -> frozenset[str] | None:
    """The services (``ecr.dkr``) that a subnet's VPC has endpoints for; None where that is not known."""
    own = vpc(system, subnet)
    names = set()
    for endpoint in system.of(ENDPOINT):
        if own is None or is_unknown(endpoint.properties, "VpcId") or is_unknown(endpoint.properties, "ServiceName"):
            return None
        if vpc(system, endpoint) is own:
            # com.amazonaws.REGION.SERVICE
            names.add(text(endpoint.properties, "ServiceName").partition("amazonaws.")[2].partition(".")[2])
    return frozenset(names)
