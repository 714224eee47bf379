"""The stack ``alb``: load balancer, listeners, the rules that releases move, and both target groups."""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref, Sub

from generator.cfn.protection import Protection
from generator.cfn.template import Template
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources import bucket, listener
from generator.resources.load_balancer import load_balancer
from generator.resources.record import record
from generator.resources.target_group import target_group
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """What users reach, before there is anything behind it."""
    result = Template(
        f"{service.names.base}: load balancer and target groups", service.resource_tags, service.fixed_tags
    )
    balancer = service.project.load_balancer
    if balancer.access_logs:
        result.add(bucket.log_bucket(service.project), balancer.origin)
        result.add(bucket.log_bucket_policy(service.project), balancer.origin)
    result.add(
        load_balancer(
            service.project,
            export.PUBLIC_SUBNET_IDS.take_list(service.project),
            export.LOAD_BALANCER_SECURITY_GROUP_ID.take(service.project),
        ),
        balancer.origin,
    )
    for colour in PRODUCTION_COLOURS:
        result.add(
            target_group(service, colour, export.VPC_ID.take(service.project)),
            service.container.health_check.origin,
            Protection.NEVER_REPLACED,
        )
    _add_listeners(result, service)
    if balancer.domain:
        result.add(record(balancer.domain), balancer.domain.origin)
    _add_outputs(result, service)
    return result


def _add_listeners(result: Template, service: Service) -> None:
    balancer = service.project.load_balancer
    result.add(listener.production_listener(service.project), balancer.origin)
    result.add(listener.production_rule(), balancer.origin, Protection.LOCKED)
    if balancer.certificate:
        result.add(listener.redirect_listener(), balancer.origin)
    if balancer.test_port:
        result.add(listener.test_listener(service.project, balancer.test_port), balancer.origin)
        result.add(listener.test_rule(), balancer.origin, Protection.LOCKED)


def _add_outputs(result: Template, service: Service) -> None:
    export.LOAD_BALANCER_FULL_NAME.give(result, service.project, GetAtt(logical.LOAD_BALANCER, "LoadBalancerFullName"))
    export.PRODUCTION_LISTENER_ARN.give(result, service.project, Ref(logical.PRODUCTION_LISTENER))
    if service.project.load_balancer.test_port:
        export.TEST_LISTENER_ARN.give(result, service.project, Ref(logical.TEST_LISTENER))
    for colour in PRODUCTION_COLOURS:
        group = logical.target_group(colour)
        export.target_group_arn(colour).give(result, service, Ref(group))
        export.target_group_full_name(colour).give(result, service, GetAtt(group, "TargetGroupFullName"))
    result.output("Url", "Where the service answers", _url(service))


def _url(service: Service) -> Any:
    balancer = service.project.load_balancer
    if balancer.domain:
        return f"https://{balancer.domain.name}/"
    return Sub(f"{balancer.scheme.lower()}://${{{logical.LOAD_BALANCER}.DNSName}}/")


ALB = ServiceStack("alb", template, after=("network",))
