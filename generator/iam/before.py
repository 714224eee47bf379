"""What CodeBuild, and the commands that stand in the template, do with the role of what runs before a release."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam import shared
from generator.iam.arn import regional, role
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service

NAME = "before"
_ECS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html"
_TAGGING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html"
_PASS = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html"
_IMAGE = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html"
_LOG = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html"


def before(service: Service) -> Principal:
    """Acts for our project alone."""
    return shared.of_project(NAME, service.names.before_project, _calls(service))


def _calls(service: Service) -> Iterator[Call]:
    names = service.names
    yield from shared.build(names, NAME, write=False)
    family = [regional("ecs", f"task-definition/{names.before_family}:*")]
    register = {"ecs:RegisterTaskDefinition": "registers the task, which ECS asks about no family"}
    yield from calls(NAME, register, ["*"], _ECS, {"aws:RequestedRegion": "${AWS::Region}"})
    tag = {"ecs:TagResource": "tags what it registers"}
    yield from calls(NAME, tag, family, _TAGGING, {"ecs:CreateAction": "RegisterTaskDefinition"})
    cluster = {"ecs:cluster": regional("ecs", f"cluster/{names.environment.cluster}")}
    yield from calls(NAME, {"ecs:RunTask": "starts the task"}, family, _ECS, cluster)
    yield from calls(NAME, {"ecs:ListTasks": "looks whether an earlier one still runs"}, ["*"], _ECS, cluster)
    follow = {"ecs:DescribeTasks": "waits for its end", "ecs:StopTask": "stops one that takes too long"}
    yield from calls(NAME, follow, [regional("ecs", f"task/{names.environment.cluster}/*")], _ECS, cluster)
    yield from calls(
        NAME,
        {"iam:PassRole": "hands the task its roles"},
        [role(names.role("task")), role(names.role("execution"))],
        _PASS,
        {"iam:PassedToService": "ecs-tasks.amazonaws.com"},
    )
    find = {"ecr:BatchGetImage": "finds the image of the run's tag"}
    yield from calls(NAME, find, [regional("ecr", f"repository/{service.image_repository}")], _IMAGE)
    if service.environment.trigger.tag:
        yield from shared.tag_of_run(names, NAME)
    read = {"logs:GetLogEvents": "shows the end of its log"}
    yield from calls(NAME, read, [regional("logs", f"log-group:{names.log_group}:*")], _LOG)
