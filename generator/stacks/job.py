"""The stacks of a job: its roles; what a release leaves alone; and what a release of its service gives a new image."""

from __future__ import annotations

from troposphere import GetAtt, Ref

from generator.cfn.template import Template
from generator.model.job import Job
from generator.naming import logical
from generator.policies import execution, task
from generator.policies import job as policies
from generator.policies.trust import stack_trust
from generator.resources import event_rule, job_task, undelivered
from generator.resources.image_parameter import image_parameter, version_parameter
from generator.resources.log_group import log_group
from generator.resources.role import role
from generator.resources.schedule import schedule, schedule_group
from generator.stacks import export
from generator.stacks.stack import JobStack
from generator.stacks.volume import folder, mounted

TASK_DEFINITION = "TaskDefinitionArn"
"""The output that says what a run starts: one by hand is like one of the schedule."""
SECURITY_GROUPS = "SecurityGroupIds"
"""The output with the security groups of others that a run has, joined by commas; there where it has any."""


def roles(job: Job) -> Template:
    """Those of its tasks, of who starts them, and of who gives them a new image."""
    result = Template(f"{job.names.base}: roles", job.resource_tags)
    key_arn = export.KEY_ARN.take(job.project)
    for principal, trust, permissions in (
        ("task", task.trust(job), task.permissions(job, key_arn, folder(job))),
        ("execution", execution.trust(job), execution.permissions(job, key_arn)),
        ("scheduler", policies.scheduler_trust(job), policies.scheduler_permissions(job)),
        ("release", stack_trust(), policies.release_permissions(job)),
    ):
        resource = result.add(
            role(job, principal, trust, permissions), job.container.origin if principal == "task" else job.origin
        )
        export.role_arn(principal).give(result, job, GetAtt(resource.title, "Arn"))
    return result


def surroundings(job: Job) -> Template:
    """Log group, schedule group, and what tells people of a run that failed, or never began."""
    result = Template(f"{job.names.base}: log and failed runs", job.resource_tags)
    topic = export.TOPIC_ARN.take(job.project)
    result.add(log_group(job, export.KEY_ARN.take(job.project)), job.container.origin)
    result.add(schedule_group(job), job.origin)
    result.add(undelivered.undelivered_queue(job), job.origin)
    result.add(undelivered.undelivered_policy(), job.origin)
    result.add(undelivered.undelivered_alarm(job, topic), job.origin)
    result.add(event_rule.run_failed(job, export.CLUSTER_ARN.take(job.project), topic), job.origin)
    export.UNDELIVERED_ARN.give(result, job, GetAtt(logical.UNDELIVERED, "Arn"))
    return result


def runs(job: Job) -> Template:
    """What is run, and when. The image is a parameter, which the pipeline of the service gives after each release."""
    result = Template(f"{job.names.base}: task and schedule", job.resource_tags)
    result.parameter(image_parameter(job, "The image, with its digest; each release gives it"))
    result.parameter(version_parameter(job_task.UNRELEASED, "The version of the image; each release gives it"))
    result.condition(logical.IS_RELEASED, job_task.is_released())
    execution_role, task_role = (export.role_arn(principal).take(job) for principal in ("execution", "task"))
    result.add(job_task.task_definition(job, execution_role, task_role, *mounted(job)), job.container.origin)
    result.add(
        schedule(
            job,
            role=export.role_arn("scheduler").take(job),
            cluster=export.CLUSTER_ARN.take(job.project),
            queue=export.UNDELIVERED_ARN.take(job),
            subnets=export.TASK_SUBNET_IDS.take_list(job.project),
            security_groups=[
                export.SERVICE_SECURITY_GROUP_ID.take(job.service),
                *(job.container.security_groups or ()),
            ],
        ),
        job.schedule.origin,
    )
    result.output(TASK_DEFINITION, "What a run starts", Ref(logical.TASK_DEFINITION))
    if groups := job.container.security_groups:
        result.output(SECURITY_GROUPS, "What a run has beside the service's security group", ",".join(groups))
    return result


JOB_IAM = JobStack("iam", roles, after=("base", "efs", "volume"), needs_iam=True)
JOB = JobStack("job", surroundings, after=("base",))
SCHEDULE = JobStack("schedule", runs, after=("network", "base", "efs", "volume", "routes", "iam", "job"))
