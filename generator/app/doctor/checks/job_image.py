"""What the schedule of each job starts -> whether its image is in ECR, for the run that begins tonight."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.live.image import find_image
from generator.live.schedule import find_schedule
from generator.live.stack import LiveStack
from generator.live.task_definition import task_definition
from generator.naming import logical
from generator.resources.job_task import UNRELEASED
from generator.stacks.job import SCHEDULE


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    for each in context.jobs:
        yield _of_job(each, each.stack(SCHEDULE.noun))


def _of_job(context: DiagnosisContext, stack: LiveStack | None) -> Finding:
    workload = context.workload
    schedule = context.ask(find_schedule, workload.names.schedule, workload.names.schedule) if stack else None
    is_released = stack and stack.parameters.get(logical.VERSION_PARAMETER, UNRELEASED) != UNRELEASED
    if not (schedule and is_released):
        return not_yet(f"{workload.name} has no image yet: a release of {context.service.name} gives it one")
    definition = context.ask(task_definition, schedule.task_definition)
    container = definition.container(workload.names.container)
    image = container.image if container else ""
    where, digest = image.partition("@")[::2]
    host, _, repository = where.partition("/")
    again = f"release {context.service.name} again: {context.release_of(definition)}"
    if repository != workload.image_repository or ".ecr." not in host:
        what = f"{workload.name} runs {image or 'nothing'}, which no pipeline of this project made"
        return failed(what, definition.arn, again)
    if context.ask(find_image, repository, digest=digest) is None:
        what = f"the image of {workload.name} {image} is not in ECR any more: no run of it can start"
        return failed(what, f"DescribeImages: none in {repository}", again)
    return ok(f"the image of {workload.name} is in ECR: {repository}@{digest}")


CHECK = Check(
    "job-image",
    "the images of jobs",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
    _examine,
)
