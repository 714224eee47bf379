"""The stack ``monitoring``: the topic, the alarms that stop a release, events, the dashboard."""

from __future__ import annotations

from troposphere import Ref

from generator.cfn.template import Template
from generator.model.project import Project
from generator.naming import PRODUCTION_COLOURS, logical
from generator.resources import event_rule
from generator.resources.alarm import alarms
from generator.resources.dashboard import dashboard
from generator.resources.topic import subscription, topic, topic_policy
from generator.stacks import export
from generator.stacks.stack import EnvironmentStack


def template(project: Project) -> Template:
    """Before CodeDeploy, whose deployment group names the alarms, and the pipeline, which tells of approvals."""
    result = Template(f"{project.names.base}: alarms, events and dashboard", project.resource_tags)
    notifications = project.notifications
    result.add(topic(project, export.KEY_ARN.take(project)), notifications.origin)
    result.add(topic_policy(project), notifications.origin)
    for address in notifications.email:
        result.add(subscription(address), notifications.origin)
    balancer = export.LOAD_BALANCER_FULL_NAME.take(project)
    groups = {colour: export.target_group_full_name(colour).take(project) for colour in PRODUCTION_COLOURS}
    for alarm in alarms(project, balancer, groups):
        result.add(alarm, project.release.alarms.origin)
    result.add(event_rule.deployment_failed(project), project.release.origin)
    result.add(event_rule.pipeline_failed(project), project.release.origin)
    result.add(event_rule.task_failed(project, export.CLUSTER_ARN.take(project)), project.service.origin)
    result.add(dashboard(project, balancer, groups), project.origin)
    export.TOPIC_ARN.give(result, project, Ref(logical.TOPIC))
    return result


MONITORING = EnvironmentStack("monitoring", template, after=("iam", "alb", "ecs"))
