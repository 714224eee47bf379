"""The topics that a worker's queue subscribes to -> complaints about those that nothing comes from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.topic import is_arn
from generator.near import nearest
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_SUBSCRIBE = ("queue", "subscribe")


def _check(reading: Reading) -> Iterator[Finding]:
    queue = reading.service.settings.queue
    if queue is None:
        return
    published = [*reading.project.topics]
    for index, topic in enumerate(queue.subscribe):
        where = reading.at(*_SUBSCRIBE, index)
        if is_arn(topic):
            own = {reading.project.names.service_topic(each): each for each in published}
            if name := own.get(topic.rpartition(":")[2]):
                yield Finding(where, f"is the topic {name} of {reading.name} itself", f"write {name}")
        elif topic not in published:
            near = nearest(topic, published)
            meant = f"did you mean {near}? " if near else ""
            hint = f"{meant}who publishes says publish: [{topic}]; a topic that exists is subscribed to by its ARN"
            yield Finding(where, f"nothing in {reading.name} publishes to a topic {topic}", hint)
    if queue.raw and not queue.subscribe:
        yield Finding(reading.at("queue", "raw"), "has no effect: the queue subscribes to no topic", "remove the line")


RULE = ServiceRule("topics", "A queue subscribes to topics that are there, each by its name.", _check)
