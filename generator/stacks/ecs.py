"""The stack ``ecs``: log group, what runs before the first release, the service, its scaling."""

from __future__ import annotations

from troposphere import GetAtt

from generator.cfn.protection import Protection
from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources import scaling
from generator.resources.log_group import log_group
from generator.resources.service import ecs_service
from generator.resources.task_definition import bootstrap_task_definition
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """The service starts with the bootstrap task definition; releases take it from there."""
    result = Template(f"{service.names.base}: ECS service", service.resource_tags, service.fixed_tags)
    origin = service.container.origin
    result.add(log_group(service, export.KEY_ARN.take(service.project)), origin)
    roles = (export.role_arn(principal).take(service) for principal in ("execution", "task"))
    result.add(bootstrap_task_definition(service, *roles), origin)
    result.add(
        ecs_service(
            service,
            engine_of(service).controller,
            export.CLUSTER_NAME.take(service.project),
            export.target_group_arn("blue").take(service),
            export.TASK_SUBNET_IDS.take_list(service.project),
            export.SERVICE_SECURITY_GROUP_ID.take(service),
        ),
        origin,
        Protection.LOCKED,
    )
    _add_scaling(result, service)
    result.output("ServiceName", "The ECS service", GetAtt(logical.SERVICE, "Name"))
    return result


def _add_scaling(result: Template, service: Service) -> None:
    count = service.container.count
    result.add(scaling.scalable_target(service), count.origin)
    if count.scales and count.cpu is not None:
        result.add(scaling.cpu_policy(service, count.cpu), count.origin)
    if count.scales and count.requests is not None:
        balancer = export.LOAD_BALANCER_FULL_NAME.take(service.project)
        groups = {colour: export.target_group_full_name(colour).take(service) for colour in PRODUCTION_COLOURS}
        result.add(scaling.requests_policy(service, count.requests, balancer, groups), count.origin)


ECS = ServiceStack("ecs", template, after=("network", "base", "alb", "iam", "routes"))
