"""A task definition -> what ECS calls with its execution role before the containers start, and who hands on its roles.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.arn import arn, readable
from generator.gate.beside import beside, folder_of
from generator.gate.calls.call import ANYTHING, Call, each
from generator.gate.policy import ROLE
from generator.gate.pushed import pushed, repository
from generator.gate.stack_update import given_image, giving
from generator.gate.system import TASK_DEFINITION, Resource, System, Task
from generator.gate.value import is_literal, is_true, mapping, mappings, text
from generator.glob import SOME

_LOGIN = "ecr:GetAuthorizationToken"
_PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
_LOGS = ("logs:CreateLogStream", "logs:PutLogEvents")
_REGISTRY = re.compile(r"(?P<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.")
_SECRET_PARTS = 7
"""Parts of a secret's ARN between colons; a JSON key, a stage and a version may follow."""


def calls(system: System) -> Iterator[Call]:
    """Of all task definitions, of templates and of releases."""
    for task in system.tasks:
        role = execution_role(system, task)
        for index, container in enumerate(mappings(task.properties, "ContainerDefinitions")):
            image = given_image(system, task, index) or text(container, "Image")
            for one in _repositories(system, giving(system, task, index) or task, image):
                yield Call(role, _LOGIN, "*", "ECS calls to pull the image")
                yield from each(role, _PULL, one, "ECS calls to pull the image")
            yield from _of_log(system, role, mapping(container, "LogConfiguration"))
            yield from _of_secrets(system, role, container)


def passed(system: System, releasing: Resource, role: object, why: str) -> Iterator[Call]:
    """Handing the roles of the tasks that ``releasing`` releases on to ECS."""
    named = [(execution_role(system, task), task_role(system, task)) for task in beside(releasing, system.released)]
    context = {"iam:PassedToService": "ecs-tasks.amazonaws.com"}
    made = {each.token: each for pair in named for name in pair if (each := system.find(ROLE, name))}
    resources = [arn(system, ROLE, token) for token in made]
    for resource in resources or [ANYTHING]:
        yield Call(role, "iam:PassRole", resource, why, context)


def execution_role(system: System, task: Task) -> Any:
    """A task's own; where the build fills it in, that of the template's task of the same family."""
    return _role(system, task, "ExecutionRoleArn")


def task_role(system: System, task: Task) -> Any:
    """The same for the role of the program."""
    return _role(system, task, "TaskRoleArn")


def _role(system: System, task: Task, key: str) -> Any:
    role, family = (text(task.properties, name) for name in (key, "Family"))
    if not role.startswith("<"):
        return role
    made = (each for each in system.of(TASK_DEFINITION) if text(each.properties, "Family") == family)
    return next((text(each.properties, key) for each in made), role)


def _repositories(system: System, place: Resource | Task, image: str) -> list[str]:
    """Where an image is in ECR; that of a placeholder, or of a pipeline's variable, is where the builds beside push."""
    name = repository(system, image)
    registry = _REGISTRY.match(image)
    if name and registry:
        return [f"arn:{SOME}:ecr:{registry['region']}:{registry['account']}:repository/{name}"]
    if name:
        return [arn(system, "AWS::ECR::Repository", name)]
    made = [*system.of("AWS::ECR::Repository")]
    if image.startswith(("<", "#{")) and made:
        projects = beside(place, system.of("AWS::CodeBuild::Project"))
        own = [each for each in projects if not _is_anothers(system, place, each)]
        names = [name for project in own for name in pushed(system, project)]
        return [arn(system, "AWS::ECR::Repository", name) for name in names] or [ANYTHING]
    is_in_ecr = ".dkr.ecr." in image or any(each.token[:-1] in image for each in made)
    return [ANYTHING] if is_in_ecr else []


def _is_anothers(system: System, place: Resource | Task, project: Resource) -> bool:
    """Whether a build lies beside the tasks of another service, so that this one's images come from elsewhere."""
    its_folder, own_folder = folder_of(project), folder_of(place)
    made = {folder_of(task) for task in system.of(TASK_DEFINITION)}
    is_beside = {its_folder, own_folder} <= made or any(folder_of(each) == its_folder for each in system.released)
    return its_folder != own_folder and is_beside


def _of_log(system: System, role: object, log: Mapping[str, Any]) -> Iterator[Call]:
    if text(log, "LogDriver") != "awslogs":
        return
    options = mapping(log, "Options")
    group = text(options, "awslogs-group")
    resource = ANYTHING
    if is_literal(group.replace("${", "")):
        resource = f"{arn(system, 'AWS::Logs::LogGroup', group).removesuffix(':*')}:*"
    yield from each(role, _LOGS, resource, "the container's log takes")
    if is_true(options, "awslogs-create-group"):
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html
        yield Call(role, "logs:CreateLogGroup", ANYTHING, "awslogs-create-group takes")


def _of_secrets(system: System, role: object, container: Mapping[str, Any]) -> Iterator[Call]:
    for secret in mappings(container, "Secrets"):
        source = text(secret, "ValueFrom")
        made = system.at(source)
        if ":secretsmanager:" in source or (made and made.type == "AWS::SecretsManager::Secret"):
            yield Call(role, "secretsmanager:GetSecretValue", _secret(system, source), "ECS calls to read the secret")
        elif ":ssm:" in source or (source and "${" not in source) or (made and made.type == "AWS::SSM::Parameter"):
            yield Call(role, "ssm:GetParameters", _parameter(system, source), "ECS calls to read the parameter")


def _secret(system: System, source: str) -> str:
    """A secret may be named without the six letters that AWS puts at its end."""
    if source.startswith("arn:"):
        shown = readable(system, source)
        return ":".join(shown.split(":")[:_SECRET_PARTS]) + "*"
    return arn(system, "AWS::SecretsManager::Secret", source)


def _parameter(system: System, source: str) -> str:
    if source.startswith("arn:"):
        return readable(system, source)
    if "${" in source:
        return ANYTHING
    return readable(system, f"arn:…:ssm:${{AWS::Region}}:…:parameter/{source.lstrip('/')}")
