"""Adds to a stack what runs: the ECS service, what its engine starts it with, and how many tasks it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import GetAtt

from generator.cfn.protection import Protection
from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.engines.engine import Surroundings
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources import scaling
from generator.stacks import export
from generator.stacks.volume import mounted


def add_service(result: Template, service: Service) -> None:
    """Of the stack that the engine keeps it in."""
    engine = engine_of(service)
    asked = engine.stack_template(service)
    for parameter in asked.parameters:
        result.parameter(parameter)
    for name, expression in asked.conditions.items():
        result.condition(name, expression)
    kept = Protection.LOCKED if engine.locks_service else Protection.NEVER_REPLACED
    for resource in engine.service_resources(service, _surroundings(service)):
        result.add(resource, service.container.origin, kept if resource.title == logical.SERVICE else Protection.NONE)
    _add_scaling(result, service)
    result.output("ServiceName", "The ECS service", GetAtt(logical.SERVICE, "Name"))


def _surroundings(service: Service) -> Surroundings:
    file_system, access_point = mounted(service)
    return Surroundings(
        role=lambda principal: export.role_arn(principal).take(service),
        cluster=export.CLUSTER_NAME.take(service.project),
        target_group=lambda colour: export.target_group_arn(colour).take(service),
        subnets=export.TASK_SUBNET_IDS.take_list(service.project),
        security_groups=tuple(_security_groups(service)),
        namespace=export.NAMESPACE_ARN.take(service.project) if service.container.connect else None,
        rule=lambda traffic: export.rule_arn(traffic).take(service),
        queue=export.QUEUE_URL.take(service) if service.queue else None,
        file_system=file_system,
        access_point=access_point,
    )


def _security_groups(service: Service) -> Iterator[Any]:
    """Those of others too, unless no update could bring or take them: then each release does."""
    yield export.SERVICE_SECURITY_GROUP_ID.take(service)
    if not engine_of(service).locks_service:
        yield from service.container.security_groups or ()
    if service.container.connect:
        yield export.CONNECT_SECURITY_GROUP_ID.take(service.project)


def _add_scaling(result: Template, service: Service) -> None:
    count = service.container.count
    result.add(scaling.scalable_target(service), count.origin)
    if count.scales and count.cpu is not None:
        result.add(scaling.cpu_policy(service, count.cpu), count.origin)
    if count.scales and count.memory is not None:
        result.add(scaling.memory_policy(service, count.memory), count.origin)
    if count.scales and service.queue and service.queue.backlog is not None:
        result.add(scaling.backlog_policy(service, service.queue.backlog), service.queue.origin)
    if count.scales and (count.requests is not None or count.response_time is not None):
        balancer = export.LOAD_BALANCER_FULL_NAME.take(service.project)
        groups = {colour: export.target_group_full_name(colour).take(service) for colour in PRODUCTION_COLOURS}
        if count.requests is not None:
            result.add(scaling.requests_policy(service, count.requests, balancer, groups), count.origin)
        if count.response_time is not None:
            policy = scaling.response_time_policy(service, count.response_time, balancer, groups)
            result.add(policy, count.origin)
