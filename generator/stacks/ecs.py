"""The stack ``ecs``: log group, and the service with its scaling, unless its engine keeps that elsewhere."""

from __future__ import annotations

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.service import Service
from generator.resources.log_group import log_group
from generator.stacks import export
from generator.stacks.running import add_service
from generator.stacks.stack import ServiceStack

NOUN = "ecs"


def template(service: Service) -> Template:
    """Before the first release: the service then runs what its engine starts it with."""
    is_here = engine_of(service).service_stack == NOUN
    what = "ECS service" if is_here else "log"
    result = Template(f"{service.names.base}: {what}", service.resource_tags, service.fixed_tags)
    result.add(log_group(service, export.KEY_ARN.take(service.project)), service.container.origin)
    if is_here:
        add_service(result, service)
    return result


ECS = ServiceStack(NOUN, template, after=("network", "base", "alb", "iam", "routes"))
