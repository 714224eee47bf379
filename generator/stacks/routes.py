"""The stack ``routes``: how requests get to a service: target groups, rules of the listeners, security groups.

That of a worker has the security group of its tasks alone, which others may reach that know it by its name.
"""

from __future__ import annotations

from troposphere import GetAtt, ImportValue, Ref

from generator.cfn.protection import Protection
from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.route import LAST_PRIORITY
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources import listener, security_group
from generator.resources.file_system import NFS
from generator.resources.target_group import target_group
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """Before there is a task: the rules forward to blue, where nothing answers yet."""
    what = "target groups and routes" if service.answers else "what its tasks may reach"
    result = Template(f"{service.names.base}: {what}", service.resource_tags, service.fixed_tags)
    vpc = export.VPC_ID.take(service.project)
    if service.answers:
        _add_target_groups(result, service, vpc)
        _add_rules(result, service)
    origin = service.container.origin
    result.add(security_group.service_security_group(service, vpc), origin)
    if service.answers:
        balancer = export.LOAD_BALANCER_SECURITY_GROUP_ID.take(service.project)
        for ingress in security_group.service_from_load_balancer(service, balancer):
            result.add(ingress, origin)
        if service.project.load_balancer.existing is None:  # What that lets out is its owner's to say.
            for egress in security_group.load_balancer_to_service(service, balancer):
                result.add(egress, origin)
    if service.is_named:
        connect = export.CONNECT_SECURITY_GROUP_ID.take(service.project)
        result.add(security_group.service_from_services(service, connect), origin)
    if service.container.made_volume:
        file_system = export.FILE_SYSTEM_SECURITY_GROUP_ID.take(service.project)
        result.add(security_group.service_to_file_system(file_system, NFS), origin)
    if service.answers:
        _give_target_groups(result, service)
    export.SERVICE_SECURITY_GROUP_ID.give(result, service, GetAtt(logical.SERVICE_SECURITY_GROUP, "GroupId"))
    if engine_of(service).names_rules:
        _give_rules(result, service)
    return result


def _add_target_groups(result: Template, service: Service, vpc: ImportValue) -> None:
    for colour in PRODUCTION_COLOURS:
        origin = service.container.health_check.origin
        result.add(target_group(service, colour, vpc), origin, Protection.NEVER_REPLACED)


def _give_target_groups(result: Template, service: Service) -> None:
    for colour in PRODUCTION_COLOURS:
        group = logical.target_group(colour)
        export.target_group_arn(colour).give(result, service, Ref(group))
        export.target_group_full_name(colour).give(result, service, GetAtt(group, "TargetGroupFullName"))


def _add_rules(result: Template, service: Service) -> None:
    project, route = service.project, service.route
    # The main service has no route in the spec: its requests are all that the load balancer gets.
    origin = project.load_balancer.origin if route.priority == LAST_PRIORITY else route.origin
    forward = engine_of(service).forward()
    production = export.PRODUCTION_LISTENER_ARN.take(project)
    result.add(listener.production_rule(production, route, forward), origin, Protection.LOCKED)
    if project.load_balancer.has_test_listener:
        test = export.TEST_LISTENER_ARN.take(project)
        result.add(listener.test_rule(test, route, forward), origin, Protection.LOCKED)


def _give_rules(result: Template, service: Service) -> None:
    """To an engine that is told which they are."""
    export.rule_arn("Production").give(result, service, Ref(logical.PRODUCTION_RULE))
    if service.project.load_balancer.has_test_listener:
        export.rule_arn("Test").give(result, service, Ref(logical.TEST_RULE))


ROUTES = ServiceStack("routes", template, after=("network", "alb", "connect", "efs"))
