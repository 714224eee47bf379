"""Systems -> schedules of which nobody hears that a run could not be started."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.alarm import ALARM
from generator.gate.rule import Finding, Rule
from generator.gate.schedule import QUEUE, TaskSchedule, task_schedules
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, is_true, is_unknown, lacks, mappings, sequence, text
from generator.problems import Severity

_PATH = ("Target", "DeadLetterConfig")


def _check(system: System) -> Iterator[Finding]:
    for schedule in task_schedules(system):
        if lacks(schedule.target, "DeadLetterConfig", "Arn"):
            message = "has no dead-letter queue: a run that cannot be started is lost, and nothing says why"
            yield Finding(schedule.resource, message, _PATH)
            continue
        yield from _of_queue(system, schedule)


def _of_queue(system: System, schedule: TaskSchedule) -> Iterator[Finding]:
    queue = system.find(QUEUE, schedule.target["DeadLetterConfig"].get("Arn"))
    if queue is None:
        return
    if is_true(queue.properties, "FifoQueue") or queue.name.endswith(".fifo"):
        message = f"tells of runs that it cannot start to {queue.id}, a FIFO queue: Scheduler takes standard ones alone"
        yield Finding(schedule.resource, message, (*_PATH, "Arn"), severity=Severity.ERROR)
    elif system.is_whole and not any(_is_watched(system, alarm, queue) for alarm in system.of(ALARM)):
        message = (
            f"gets the runs that {schedule.resource.id} cannot start, and no alarm looks at it: nobody hears of them"
        )
        yield Finding(queue, message)


def _is_watched(system: System, alarm: Resource, queue: Resource) -> bool:
    """Whether the alarm is one on the queue, or might be, and tells anybody."""
    properties = alarm.properties
    names = [each.get("Value") for each in mappings(properties, "Dimensions") if text(each, "Name") == "QueueName"]
    is_known = is_literal(queue.name) and not is_unknown(properties, "Dimensions")
    is_on_it = any(not is_known or is_unknown(name) or system.find(QUEUE, name) is queue for name in names)
    return is_on_it and bool(sequence(properties, "AlarmActions") or is_unknown(properties, "AlarmActions"))


RULE = Rule(
    "dead-letter-queue",
    "A schedule tells a queue of the runs that it cannot start, and an alarm tells people of what is in it.",
    "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
    _check,
    """
 Resources:
   Schedule:
     Type: AWS::Scheduler::Schedule
     Properties:
       ScheduleExpression: rate(1 day)
       FlexibleTimeWindow: {Mode: "OFF"}
       Target:
         Arn: arn:aws:ecs:us-west-2:111122223333:cluster/shop
         RoleArn: arn:aws:iam::111122223333:role/scheduler
+        DeadLetterConfig: {Arn: arn:aws:sqs:us-west-2:111122223333:undelivered}
         EcsParameters:
           TaskDefinitionArn: arn:aws:ecs:us-west-2:111122223333:task-definition/nightly:1
           NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1]}}
    """,
    severity=Severity.WARNING,
)
