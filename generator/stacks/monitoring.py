"""The stack ``monitoring``: the alarms that stop a service's release, and the events that tell people."""

from __future__ import annotations

from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.service import Service
from generator.resources import event_rule
from generator.resources.alarm import alarms
from generator.resources.queue_alarm import queue_alarms
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """Before what shifts the traffic, which names the alarms."""
    result = Template(f"{service.names.base}: alarms and events", service.resource_tags)
    topic = export.TOPIC_ARN.take(service.project)
    balancer = export.LOAD_BALANCER_FULL_NAME.take(service.project)
    for alarm in alarms(service, balancer, export.target_group_full_names(service), topic):
        result.add(alarm, service.release.alarms.origin)
    if service.queue:
        for alarm in queue_alarms(service, service.queue, topic):
            result.add(alarm, service.queue.origin)
    for rule in engine_of(service).events(service, topic):
        result.add(rule, service.release.origin)
    if service.release.pipeline:
        result.add(event_rule.pipeline_failed(service, topic), service.release.origin)
    cluster = export.CLUSTER_ARN.take(service.project)
    result.add(event_rule.task_failed(service, cluster, topic), service.container.origin)
    return result


MONITORING = ServiceStack("monitoring", template, after=("base", "alb", "routes"))
