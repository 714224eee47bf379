"""The stack ``network``: a VPC with its subnets and ways out, or none of that, and the security groups."""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref

from generator.cfn.template import Template
from generator.model.service import Service
from generator.naming import logical
from generator.resources import nat, security_group, subnet, vpc
from generator.stacks.export import (
    LOAD_BALANCER_SECURITY_GROUP_ID,
    PUBLIC_SUBNET_IDS,
    SERVICE_SECURITY_GROUP_ID,
    TASK_SUBNET_IDS,
    VPC_ID,
)
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """With a VPC that exists already, only the security groups are made."""
    result = Template(f"{service.names.base}: network and security groups", service.resource_tags)
    network = service.project.network
    if network.is_created:
        _add_public(result, service)
        if network.has_private_tasks:
            _add_private(result, service)
    vpc_id = Ref(logical.VPC) if network.is_created else network.vpc
    _add_security_groups(result, service, vpc_id)
    VPC_ID.give(result, service.project, vpc_id)
    public = _subnets(service, "public")
    PUBLIC_SUBNET_IDS.give_list(result, service.project, public)
    TASK_SUBNET_IDS.give_list(
        result, service.project, _subnets(service, "private") if network.has_private_tasks else public
    )
    LOAD_BALANCER_SECURITY_GROUP_ID.give(
        result, service.project, GetAtt(logical.LOAD_BALANCER_SECURITY_GROUP, "GroupId")
    )
    SERVICE_SECURITY_GROUP_ID.give(result, service.project, GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"))
    return result


def _add_public(result: Template, service: Service) -> None:
    origin = service.project.network.origin
    result.add(vpc.vpc(service.project), origin)
    result.add(vpc.internet_gateway(service.project), origin)
    result.add(vpc.internet_gateway_attachment(), origin)
    result.add(vpc.public_route_table(service.project), origin)
    result.add(vpc.public_route(), origin)
    for index in range(service.project.network.zones):
        public = result.add(subnet.public_subnet(service.project, index), origin)
        result.add(subnet.association(public.title, logical.PUBLIC_ROUTE_TABLE), origin)


def _add_private(result: Template, service: Service) -> None:
    origin = service.project.network.origin
    for index in range(service.project.network.nat_gateways):
        result.add(nat.address(service.project, index), origin)
        result.add(nat.gateway(service.project, index), origin)
    for index in range(service.project.network.zones):
        table = result.add(nat.route_table(service.project, index), origin)
        private = result.add(subnet.private_subnet(service.project, index), origin)
        result.add(subnet.association(private.title, table.title), origin)
        if service.project.network.nat_gateways:
            result.add(nat.route(service.project, index), origin)
    result.add(nat.s3_endpoint(service.project), origin)


def _add_security_groups(result: Template, service: Service, vpc_id: Any) -> None:
    result.add(
        security_group.load_balancer_security_group(service, vpc_id),
        service.project.load_balancer.origin,
    )
    result.add(security_group.service_security_group(service, vpc_id), service.container.origin)
    result.add(security_group.service_from_load_balancer(service), service.container.origin)


def _subnets(service: Service, kind: str) -> list[Any]:
    network = service.project.network
    if not network.is_created:
        return list(network.public_subnets if kind == "public" else network.private_subnets)
    logical_id = logical.public_subnet if kind == "public" else logical.private_subnet
    return [Ref(logical_id(index)) for index in range(network.zones)]


NETWORK = ServiceStack("network", template)
