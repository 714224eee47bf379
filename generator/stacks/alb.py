"""The stack ``alb``: the load balancer of all services, and its listeners, which answer 404 by themselves."""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref, Sub

from generator.cfn.template import Template
from generator.model.project import Project
from generator.naming import logical
from generator.resources import listener
from generator.resources.load_balancer import load_balancer
from generator.resources.record import record
from generator.resources.web_acl import web_acl_association
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """What users reach, before there is anything behind it."""
    result = Template(f"{project.names.base}: load balancer", project.resource_tags, project.fixed_tags)
    balancer = project.load_balancer
    result.add(
        load_balancer(
            project,
            (export.TASK_SUBNET_IDS if balancer.is_internal else export.PUBLIC_SUBNET_IDS).take_list(project),
            export.LOAD_BALANCER_SECURITY_GROUP_ID.take(project),
            export.LOG_BUCKET.take(project) if balancer.access_logs else None,
        ),
        balancer.origin,
    )
    _add_listeners(result, project)
    if balancer.waf:
        result.add(web_acl_association(balancer.waf), balancer.origin)
    if balancer.domain:
        result.add(record(balancer.domain), balancer.domain.origin)
    export.LOAD_BALANCER_FULL_NAME.give(result, project, GetAtt(logical.LOAD_BALANCER, "LoadBalancerFullName"))
    export.PRODUCTION_LISTENER_ARN.give(result, project, Ref(logical.PRODUCTION_LISTENER))
    if balancer.test_port:
        export.TEST_LISTENER_ARN.give(result, project, Ref(logical.TEST_LISTENER))
    result.output("Url", "Where the services answer", _url(project))
    return result


def _add_listeners(result: Template, project: Project) -> None:
    balancer = project.load_balancer
    result.add(listener.production_listener(project), balancer.origin)
    if balancer.certificate:
        result.add(listener.redirect_listener(), balancer.origin)
    if balancer.test_port:
        result.add(listener.test_listener(project, balancer.test_port), balancer.origin)


def _url(project: Project) -> Any:
    balancer = project.load_balancer
    if balancer.domain:
        return f"https://{balancer.domain.name}/"
    return Sub(f"{balancer.protocol.lower()}://${{{logical.LOAD_BALANCER}.DNSName}}/")


ALB = EnvironmentStack(
    "alb",
    template,
    after=("network", "base"),
    is_needed=lambda project: project.makes_load_balancer,
)
