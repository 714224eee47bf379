"""The roles of a job beside those of its tasks: who starts a run, and who gives the job the image of a release."""

from __future__ import annotations

from awacs import cloudformation, ecs, iam, scheduler, sqs
from awacs.aws import Action, ArnEquals, PolicyDocument, Statement, StringEquals
from troposphere import Region

from generator.cfn import arn
from generator.model.job import Job
from generator.model.service import Service
from generator.policies.statement import allow, pass_roles
from generator.policies.trust import CLOUDFORMATION, policy, service_trust

SCHEDULER = "scheduler.amazonaws.com"


def scheduler_trust(job: Job) -> PolicyDocument:
    """Only the group that this job's schedule is alone in: AWS knows no narrower source.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    """
    return service_trust(SCHEDULER, arn.regional("scheduler", f"schedule-group/{job.names.schedule}"))


def scheduler_permissions(job: Job) -> PolicyDocument:
    """Starts a task of the job in its cluster, with its tags and roles; tells of what it could not start.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
    """
    names = job.names
    cluster = names.environment.cluster
    return policy(
        [
            allow(
                "RunTask",
                [ecs.RunTask],
                [arn.regional("ecs", f"task-definition/{names.family}:*")],
                ArnEquals("ecs:cluster", arn.regional("ecs", f"cluster/{cluster}")),
            ),
            allow(
                "TagTask",
                [Action("ecs", "TagResource")],
                [arn.regional("ecs", f"task/{cluster}/*")],
                StringEquals("ecs:CreateAction", "RunTask"),
            ),
            pass_roles(names, "ecs-tasks.amazonaws.com"),
            allow("TellUndelivered", [sqs.SendMessage], [arn.regional("sqs", names.undelivered)]),
        ]
    )


def release_permissions(job: Job) -> PolicyDocument:
    """All that CloudFormation calls for the stack ``schedule``, and nothing that is in another.

    CloudFormation goes on using the role for that stack, whoever updates or deletes it later.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
    """
    names = job.names
    task_roles = [arn.role(names.role("task")), arn.role(names.role("execution"))]
    return policy(
        [
            # ECS refuses the registration on all but the resource "*", and knows none for the other two:
            # https://github.com/aws/containers-roadmap/issues/929
            # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticcontainerservice.html
            allow(
                "TaskDefinitions",
                [ecs.DeregisterTaskDefinition, ecs.DescribeTaskDefinition, ecs.RegisterTaskDefinition],
                ["*"],
                StringEquals("aws:RequestedRegion", Region),
            ),
            allow(
                "TagTaskDefinitions",
                [Action("ecs", "ListTagsForResource"), Action("ecs", "TagResource"), Action("ecs", "UntagResource")],
                [arn.regional("ecs", f"task-definition/{names.family}:*")],
            ),
            allow(
                "Schedule",
                [scheduler.CreateSchedule, scheduler.DeleteSchedule, scheduler.GetSchedule, scheduler.UpdateSchedule],
                [arn.regional("scheduler", f"schedule/{names.schedule}/{names.schedule}")],
            ),
            pass_roles(names, "ecs-tasks.amazonaws.com"),
            allow("LookAtTaskRoles", [iam.GetRole], task_roles),
            allow(
                "PassSchedulerRole",
                [iam.PassRole],
                [arn.role(names.role("scheduler"))],
                StringEquals("iam:PassedToService", SCHEDULER),
            ),
        ]
    )


def update_jobs(service: Service) -> list[Statement]:
    """What the pipeline's CloudFormation actions call to give the jobs of a service the image that was released.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html#edit-role-cloudformation
    """
    jobs = service.jobs
    if not jobs:
        return []
    return [
        allow(
            "UpdateJobs",
            [cloudformation.DescribeStackEvents, cloudformation.DescribeStacks, cloudformation.UpdateStack],
            [arn.regional("cloudformation", f"stack/{job.names.stack('schedule')}/*") for job in jobs],
        ),
        allow(
            "PassReleaseRoles",
            [iam.PassRole],
            [arn.role(job.names.role("release")) for job in jobs],
            StringEquals("iam:PassedToService", CLOUDFORMATION),
        ),
    ]
