"""The stack ``queue`` of a worker: the queue that it takes its work from, and that of its dead letters."""

from __future__ import annotations

from troposphere import GetAtt, Ref

from generator.cfn.template import Template
from generator.model.service import Service
from generator.naming import logical
from generator.resources import queue as resources
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """Apart from what runs: no release, and no worker that is made anew, touches the messages.

    After the topics, which it subscribes to.
    """
    result = Template(f"{service.names.base}: queue", service.resource_tags)
    asked = service.queue
    assert asked is not None, "a worker without a queue has no such stack"
    result.add(resources.dead_letters(service), asked.origin)
    result.add(resources.queue(service, asked), asked.origin)
    for policy in resources.queue_policies(service, asked):
        result.add(policy, asked.origin)
    for subscription in resources.subscriptions(service, asked):
        result.add(subscription, asked.origin)
    export.QUEUE_URL.give(result, service, Ref(logical.QUEUE))
    result.output("QueueArn", "The queue, for whoever sends to it", GetAtt(logical.QUEUE, "Arn"))
    result.output("DeadLettersUrl", "The queue of what the worker could not work on", Ref(logical.DEAD_LETTERS))
    return result


QUEUE = ServiceStack("queue", template, after=("base",), exists=lambda service: service.queue is not None)
