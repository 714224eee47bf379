"""What is done for a job: Scheduler or a person starts its runs, and CloudFormation gives it the image of a release."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam.arn import regional, role
from generator.iam.call import Call, Principal, calls
from generator.model.job import Job
from generator.model.service import Service

SCHEDULER = "scheduler"
RELEASE = "release"
BY_HAND = "canaryform run"
_SCHEDULER = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role"
_GROUP = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html"
_TAGGING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html"
_UNDELIVERED = "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html"
_SERVICE_ROLE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html"
_HANDLERS = "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html"
_DESCRIBE = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html"
_RUN = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html"
_LOGS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html"
_ACTION = (
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html"
    "#edit-role-cloudformation"
)


def scheduler(job: Job) -> Principal:
    """Acts for the group that the job's schedule is alone in."""
    group = regional("scheduler", f"schedule-group/{job.names.schedule}")
    return Principal(SCHEDULER, "scheduler.amazonaws.com", group, _GROUP, tuple(_start(job)))


def _start(job: Job) -> Iterator[Call]:
    names = job.names
    cluster = names.environment.cluster
    yield from calls(
        SCHEDULER,
        {"ecs:RunTask": "starts a run"},
        [regional("ecs", f"task-definition/{names.family}:*")],
        _SCHEDULER,
        {"ecs:cluster": regional("ecs", f"cluster/{cluster}")},
    )
    yield from calls(
        SCHEDULER,
        {"ecs:TagResource": "gives a run the tags of its task definition"},
        [regional("ecs", f"task/{cluster}/*")],
        _TAGGING,
        {"ecs:CreateAction": "RunTask"},
    )
    yield from _hand_over_task_roles(job, SCHEDULER, _SCHEDULER)
    undelivered = {"sqs:SendMessage": "tells of a run that it could not start"}
    yield from calls(SCHEDULER, undelivered, [regional("sqs", names.undelivered)], _UNDELIVERED)


def by_hand(job: Job) -> Principal:
    """Whoever starts a run by hand, and follows it: no role of ours."""
    return Principal(BY_HAND, "", None, "", tuple(_run(job)))


def _run(job: Job) -> Iterator[Call]:
    names = job.names
    cluster = names.environment.cluster
    stacks = [names.stack("schedule"), names.environment.handing_stack("network"), job.service.names.stack("routes")]
    yield from calls(
        BY_HAND,
        {"cloudformation:DescribeStacks": "finds out what is run, and where"},
        [regional("cloudformation", f"stack/{stack}/*") for stack in stacks],
        _DESCRIBE,
    )
    yield from calls(
        BY_HAND,
        {"ecs:RunTask": "starts a run"},
        [regional("ecs", f"task-definition/{names.family}:*")],
        _RUN,
        {"ecs:cluster": regional("ecs", f"cluster/{cluster}")},
    )
    task = regional("ecs", f"task/{cluster}/*")
    tag = {"ecs:TagResource": "gives a run the tags of its task definition"}
    yield from calls(BY_HAND, tag, [task], _TAGGING, {"ecs:CreateAction": "RunTask"})
    yield from _hand_over_task_roles(job, BY_HAND, _RUN)
    yield from calls(BY_HAND, {"ecs:DescribeTasks": "waits until the run has ended"}, [task], _RUN)
    read = {"logs:FilterLogEvents": "prints what the run writes"}
    yield from calls(BY_HAND, read, [regional("logs", f"log-group:{names.log_group}:*")], _LOGS)


def release(job: Job) -> Principal:
    """Makes, changes and deletes what is in the job's stack ``schedule``; AWS documents no narrower source."""
    return Principal(
        RELEASE, "cloudformation.amazonaws.com", None, _SERVICE_ROLE, tuple(_update(job)), says_for_whom=False
    )


def _update(job: Job) -> Iterator[Call]:
    names = job.names
    revision = {
        "ecs:RegisterTaskDefinition": "makes the revision with the new image",
        "ecs:DescribeTaskDefinition": "looks at the revision",
        "ecs:DeregisterTaskDefinition": "takes back a revision of an update that failed",
    }
    # The Region is all that can be said of these.
    yield from calls(RELEASE, revision, ["*"], _HANDLERS, {"aws:RequestedRegion": "${AWS::Region}"})
    tags = {
        "ecs:ListTagsForResource": "reads the tags of the revision",
        "ecs:TagResource": "tags the revision",
        "ecs:UntagResource": "takes a tag away that the spec has no more",
    }
    yield from calls(RELEASE, tags, [regional("ecs", f"task-definition/{names.family}:*")], _HANDLERS)
    schedule = {
        "scheduler:CreateSchedule": "makes the schedule anew, where it has another name",
        "scheduler:DeleteSchedule": "deletes it with the stack",
        "scheduler:GetSchedule": "looks at the schedule",
        "scheduler:UpdateSchedule": "lets the schedule start the new revision",
    }
    yield from calls(
        RELEASE, schedule, [regional("scheduler", f"schedule/{names.schedule}/{names.schedule}")], _HANDLERS
    )
    yield from _hand_over_task_roles(job, RELEASE, _HANDLERS)
    look = {"iam:GetRole": "looks at the roles that a revision names"}
    yield from calls(RELEASE, look, [role(names.role("task")), role(names.role("execution"))], _HANDLERS)
    yield from calls(
        RELEASE,
        {"iam:PassRole": "hands the schedule its role"},
        [role(names.role(SCHEDULER))],
        _HANDLERS,
        {"iam:PassedToService": "scheduler.amazonaws.com"},
    )


def _hand_over_task_roles(job: Job, principal: str, source: str) -> Iterator[Call]:
    yield from calls(
        principal,
        {"iam:PassRole": "hands the tasks their roles"},
        [role(job.names.role("task")), role(job.names.role("execution"))],
        source,
        {"iam:PassedToService": "ecs-tasks.amazonaws.com"},
    )


def update_calls(service: Service, principal: str) -> Iterator[Call]:
    """What the pipeline's role, ``principal``, does to give the jobs of a service the image that was released."""
    update = {
        "cloudformation:UpdateStack": "gives the job the released image",
        "cloudformation:DescribeStacks": "waits for that",
        "cloudformation:DescribeStackEvents": "says why it failed",
    }
    for job in service.jobs:
        stack = regional("cloudformation", f"stack/{job.names.stack('schedule')}/*")
        yield from calls(principal, update, [stack], _ACTION)
        yield from calls(
            principal,
            {"iam:PassRole": "hands CloudFormation the role for it"},
            [role(job.names.role(RELEASE))],
            _ACTION,
            {"iam:PassedToService": "cloudformation.amazonaws.com"},
        )
