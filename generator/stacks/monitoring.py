"""The stack ``monitoring``: the topic, the alarms that stop a release, events, the dashboard."""

from __future__ import annotations

from troposphere import Ref

from generator.cfn.template import Template
from generator.model.service import Service
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources import event_rule
from generator.resources.alarm import alarms
from generator.resources.dashboard import dashboard
from generator.resources.topic import subscription, topic, topic_policy
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """Before CodeDeploy, whose deployment group names the alarms, and the pipeline, which tells of approvals."""
    result = Template(f"{service.names.base}: alarms, events and dashboard", service.resource_tags)
    notifications = service.project.notifications
    result.add(topic(service.project, export.KEY_ARN.take(service.project)), notifications.origin)
    result.add(topic_policy(service.project), notifications.origin)
    for address in notifications.email:
        result.add(subscription(address), notifications.origin)
    balancer = export.LOAD_BALANCER_FULL_NAME.take(service.project)
    groups = {colour: export.target_group_full_name(colour).take(service) for colour in PRODUCTION_COLOURS}
    for alarm in alarms(service, balancer, groups):
        result.add(alarm, service.release.alarms.origin)
    result.add(event_rule.deployment_failed(service), service.release.origin)
    result.add(event_rule.pipeline_failed(service), service.release.origin)
    result.add(event_rule.task_failed(service, export.CLUSTER_ARN.take(service.project)), service.container.origin)
    result.add(dashboard(service, balancer, groups), service.project.origin)
    export.TOPIC_ARN.give(result, service.project, Ref(logical.TOPIC))
    return result


MONITORING = ServiceStack("monitoring", template, after=("iam", "alb", "ecs"))
