"""A build project -> what CodeBuild and the commands of its buildspec call with its role.

https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.gate.action import actions, actions_of
from generator.gate.arn import arn
from generator.gate.calls.call import ANYTHING, FROM_AWS, Call, each
from generator.gate.calls.pipeline import encryption, objects, starting
from generator.gate.copied import copied, copies
from generator.gate.pushed import expanded, files_of, pushed
from generator.gate.pushed import scripts as words
from generator.gate.shell import commands
from generator.gate.system import TASK_DEFINITION, Resource, System
from generator.gate.value import lacks, mapping, mappings, text

LOGS = ("logs:CreateLogStream", "logs:PutLogEvents")
_USE, _USE_TOO = "codestar-connections:UseConnection", "codeconnections:UseConnection"
_LOGIN = "ecr:GetAuthorizationToken"
_PUSH = (
    "ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage",
    "ecr:UploadLayerPart",
)  # fmt: skip
_PULL = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
_COMMANDS = re.compile(r"\baws (codepipeline|deploy|ecr|ecs|secretsmanager|sns|ssm) (?:--\S+ )*([a-z]+(?:-[a-z]+)+)")
"""Services whose commands are called as their API is."""
_REPOSITORY = re.compile(r"--repository-name[ =][\"']?([^\s\"']+)")
_ELSEWHERE = re.compile(r"--(?:region|registry-id)\b")
_FAMILY = re.compile(r'"family": ?"([A-Za-z0-9_-]+)"')
_PREFIXES = {"deploy": "codedeploy"}
_NO_CALLS = ("wait", "get-login", "execute-", "start-session")
_OTHER_ROLE = re.compile(r"assume-role|--profile|AWS_ACCESS_KEY_ID|AWS_PROFILE|AWS_ROLE_ARN|aws configure")
_LOGS_IN = re.compile(r"\becr get-login-password\b")
_PUSHES = re.compile(r"\bdocker (push|buildx build\b[^\n]*--push)")


def calls(system: System) -> Iterator[Call]:
    """Of all projects; those in a VPC call from its addresses."""
    for project in system.of("AWS::CodeBuild::Project"):
        context = FROM_AWS if lacks(project.properties, "VpcConfig") else {}
        for call in _of_project(system, project, project.properties.get("ServiceRole")):
            yield call._replace(context={**context, **call.context})


def _of_project(system: System, project: Resource, role: object) -> Iterator[Call]:
    yield from _of_artifacts(system, project, role)
    if text(project.properties, "LogsConfig", "CloudWatchLogs", "Status") != "DISABLED":
        yield from each(role, LOGS, log_streams(system, _group(project)), "CodeBuild's log takes")
    yield from _of_environment(system, project, role)
    yield from _of_clone(system, project, role)
    yield from _of_commands(system, project, role)
    yield from _of_images(system, project, role)


def _of_images(system: System, project: Resource, role: object) -> Iterator[Call]:
    """What Docker pushes and copies, where the commands log in to ECR: with this role."""
    with_login = [script for script in _scripts(system, project) if _LOGS_IN.search(script)]
    if any(_PUSHES.search(script) or any(copies(script)) for script in with_login):
        yield Call(role, _LOGIN, "*", "docker push to ECR calls")
        repositories = [arn(system, "AWS::ECR::Repository", name) for name in pushed(system, project)]
        for repository in repositories or [ANYTHING]:
            yield from each(role, _PUSH, repository, "docker push to ECR calls")
    for source in copied(system, project) if with_login else ():
        yield from each(role, _PULL, source, "copying an image from there calls")


def _of_environment(system: System, project: Resource, role: object) -> Iterator[Call]:
    """What CodeBuild reads before the first command: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html."""
    kinds = {text(each, "Type") for each in mappings(project.properties, "Environment", "EnvironmentVariables")}
    files = files_of(system, project)
    if "PARAMETER_STORE" in kinds or any(mapping(file.data, "env", "parameter-store") for file in files):
        yield Call(role, "ssm:GetParameters", ANYTHING, "CodeBuild needs for the environment's parameters")
    if "SECRETS_MANAGER" in kinds or any(mapping(file.data, "env", "secrets-manager") for file in files):
        yield Call(role, "secretsmanager:GetSecretValue", ANYTHING, "CodeBuild needs for the environment's secrets")


def _of_commands(system: System, project: Resource, role: object) -> Iterator[Call]:
    """What the commands of the AWS CLI call, unless they may do so with another role."""
    scripts = [*_scripts(system, project)]
    if any(_OTHER_ROLE.search(script) for script in scripts):
        return
    for service, command in sorted({match for script in scripts for match in _COMMANDS.findall(script)}):
        if not command.startswith(_NO_CALLS) and (service, command) != ("ecr", "get-login-password"):
            verb = "".join(word.capitalize() for word in command.split("-"))
            action = f"{_PREFIXES.get(service, service)}:{verb}"
            why = f"the build's command `aws {service} {command}` calls"
            if service == "ecr":
                for repository in _asked(system, project, command):
                    yield Call(role, action, repository, why)
                continue
            yield Call(role, action, _started(system, scripts) if action == "ecs:RunTask" else ANYTHING, why)


def _asked(system: System, project: Resource, command: str) -> list[str]:
    """The repositories that a command of ECR names, or `ANYTHING`."""
    found: dict[str, None] = {}
    for script, known in words(system, project):
        for match in re.finditer(rf"\baws ecr {command}\b(?P<options>[^\n;&|]*)", script.replace("\\\n", " ")):
            named = _REPOSITORY.search(match["options"])
            is_elsewhere = named is None or _ELSEWHERE.search(match["options"])
            name = "" if is_elsewhere or named is None else expanded(named[1], known)
            found[arn(system, "AWS::ECR::Repository", name) if name.strip("*") else ANYTHING] = None
    return [*found] or [ANYTHING]


def _started(system: System, scripts: Sequence[str]) -> str:
    """Some revision of the only family that the commands register."""
    text = "\n".join(scripts)
    families = {*_FAMILY.findall(text)} if "aws ecs register-task-definition" in text else set()
    return f"{arn(system, TASK_DEFINITION, families.pop())}:1" if len(families) == 1 else ANYTHING


def _of_clone(system: System, project: Resource, role: object) -> Iterator[Call]:
    """What it takes to clone instead of unpacking what the source action left."""
    for action in actions(system):
        inputs = set(action.artifacts("InputArtifacts"))
        if system.find("AWS::CodeBuild::Project", action.configuration.get("ProjectName")) is not project:
            continue
        for source in actions_of(action.pipeline):
            is_clone = text(source.configuration, "OutputArtifactFormat") == "CODEBUILD_CLONE_REF"
            if is_clone and inputs & {*source.artifacts("OutputArtifacts")} and "Connection" in source.provider:
                why = "CodeBuild needs to clone the source"
                yield Call(role, _USE, ANYTHING, why, other_name=_USE_TOO)


def _of_artifacts(system: System, project: Resource, role: object) -> Iterator[Call]:
    pipelines = starting(system, project)
    hands_on = _hands_on(system, project)
    for pipeline in pipelines:
        keys = ("kms:Decrypt", "kms:GenerateDataKey") if hands_on else ("kms:Decrypt",)
        yield from encryption(system, pipeline, role, *keys)
    for store in [objects(system, pipeline) for pipeline in pipelines] or [ANYTHING]:
        if text(project.properties, "Source", "Type") == "CODEPIPELINE":
            yield Call(role, "s3:GetObject", store, "CodeBuild needs to fetch the source")
        if hands_on and text(project.properties, "Artifacts", "Type") == "CODEPIPELINE":
            yield Call(role, "s3:PutObject", store, "CodeBuild needs to leave what it built")


def _hands_on(system: System, project: Resource) -> bool:
    """Whether an action that runs it leaves something; so does one where no pipeline is known to run it."""
    runs = [
        action
        for action in actions(system)
        if action.provider == "CodeBuild"
        and system.find(project.type, action.configuration.get("ProjectName")) is project
    ]
    return not runs or any(action.artifacts("OutputArtifacts") for action in runs)


def log_streams(system: System, group: str) -> str:
    """What writing to a log group is about: its streams."""
    return f"{arn(system, 'AWS::Logs::LogGroup', group).removesuffix(':*')}:*" if group else ANYTHING


def _group(project: Resource) -> str:
    """CodeBuild names it by the project where nothing else is said."""
    where = ("LogsConfig", "CloudWatchLogs", "GroupName")
    if not lacks(project.properties, *where):
        return text(project.properties, *where)
    return f"/aws/codebuild/{project.name}" if project.name else ""


def _scripts(system: System, project: Resource) -> list[str]:
    found = [script for file in files_of(system, project) if (script := commands(file))]
    return found or [text(project.properties, "Source", "BuildSpec")]
