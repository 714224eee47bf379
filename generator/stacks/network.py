"""The stack ``network``: a VPC with its subnets and ways out, or none of that; the load balancer's security group."""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref

from generator.cfn.template import Template
from generator.model.project import Project
from generator.naming import logical
from generator.resources import nat, security_group, subnet, vpc
from generator.stacks.export import (
    LOAD_BALANCER_SECURITY_GROUP_ID,
    PUBLIC_SUBNET_IDS,
    TASK_SUBNET_IDS,
    VPC_ID,
)
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """With a VPC that exists already, only the security group is made."""
    result = Template(f"{project.names.base}: network and security groups", project.resource_tags)
    network = project.network
    if network.is_created:
        _add_public(result, project)
        if network.has_private_tasks:
            _add_private(result, project)
    vpc_id = Ref(logical.VPC) if network.is_created else network.vpc
    _add_security_groups(result, project, vpc_id)
    VPC_ID.give(result, project, vpc_id)
    public = _subnets(project, "public")
    if public:  # An internal load balancer needs none, and no output is empty.
        PUBLIC_SUBNET_IDS.give_list(result, project, public)
    TASK_SUBNET_IDS.give_list(result, project, _subnets(project, "private") if network.has_private_tasks else public)
    LOAD_BALANCER_SECURITY_GROUP_ID.give(result, project, GetAtt(logical.LOAD_BALANCER_SECURITY_GROUP, "GroupId"))
    return result


def _add_public(result: Template, project: Project) -> None:
    origin = project.network.origin
    result.add(vpc.vpc(project), origin)
    result.add(vpc.internet_gateway(project), origin)
    result.add(vpc.internet_gateway_attachment(), origin)
    result.add(vpc.public_route_table(project), origin)
    result.add(vpc.public_route(), origin)
    for index in range(project.network.zones):
        public = result.add(subnet.public_subnet(project, index), origin)
        result.add(subnet.association(public.title, logical.PUBLIC_ROUTE_TABLE), origin)


def _add_private(result: Template, project: Project) -> None:
    origin = project.network.origin
    for index in range(project.network.nat_gateways):
        result.add(nat.address(project, index), origin)
        result.add(nat.gateway(project, index), origin)
    for index in range(project.network.zones):
        table = result.add(nat.route_table(project, index), origin)
        private = result.add(subnet.private_subnet(project, index), origin)
        result.add(subnet.association(private.title, table.title), origin)
        if project.network.nat_gateways:
            result.add(nat.route(project, index), origin)
    result.add(nat.s3_endpoint(project), origin)


def _add_security_groups(result: Template, project: Project, vpc_id: Any) -> None:
    result.add(
        security_group.load_balancer_security_group(project, vpc_id),
        project.load_balancer.origin,
    )


def _subnets(project: Project, kind: str) -> list[Any]:
    network = project.network
    if not network.is_created:
        return list(network.public_subnets if kind == "public" else network.private_subnets)
    logical_id = logical.public_subnet if kind == "public" else logical.private_subnet
    return [Ref(logical_id(index)) for index in range(network.zones)]


NETWORK = EnvironmentStack("network", template, is_needed=lambda project: project.load_balancer.existing is None)
