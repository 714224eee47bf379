"""Systems -> schedules whose task no run of can start, for want of a network or a way to run it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.schedule import TaskSchedule, task_schedules
from generator.gate.system import System
from generator.gate.value import is_unknown, lacks, sequence, text

_SUBNETS = ("NetworkConfiguration", "AwsvpcConfiguration", "Subnets")
_PATH = ("Target", "EcsParameters")


def _check(system: System) -> Iterator[Finding]:
    for schedule in task_schedules(system):
        for message, path in _faults(system, schedule):
            yield Finding(schedule.resource, message, (*_PATH, *path))


def _faults(system: System, schedule: TaskSchedule) -> Iterator[tuple[str, tuple[str, ...]]]:
    definition, task = schedule.definition(system), schedule.task
    if lacks(task, "TaskDefinitionArn"):
        yield "names no task definition", ()
    is_in_vpc = definition is not None and text(definition.properties, "NetworkMode") == "awsvpc"
    if is_in_vpc and (lacks(task, *_SUBNETS) or (not sequence(task, *_SUBNETS) and not is_unknown(task, *_SUBNETS))):
        yield "starts a task with the network mode awsvpc in no subnet: ECS refuses each run", ("NetworkConfiguration",)
    if not lacks(task, "LaunchType") and sequence(task, "CapacityProviderStrategy"):
        yield "has a launch type and a capacity provider strategy: ECS takes one of the two", ("LaunchType",)


RULE = Rule(
    "schedule-network",
    "A schedule starts its task in subnets, and by a launch type or by capacity providers.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html",
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
         DeadLetterConfig: {Arn: arn:aws:sqs:us-west-2:111122223333:undelivered}
         EcsParameters:
           TaskDefinitionArn: {Ref: Task}
           LaunchType: FARGATE
+          NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-1], SecurityGroups: [sg-1]}}
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties:
       Family: nightly
       NetworkMode: awsvpc
       RequiresCompatibilities: [FARGATE]
       Cpu: "256"
       Memory: "512"
       ExecutionRoleArn: arn:aws:iam::111122223333:role/execution
       ContainerDefinitions: [{Name: nightly, Image: "public.ecr.aws/shop/nightly:1"}]
    """,
)
