"""Systems -> builds that call AWS about a pipeline, repository, cluster or project which nobody makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.gate.build import builds_by
from generator.gate.image_source import taken
from generator.gate.rule import Finding, Rule
from generator.gate.shell import phase_commands
from generator.gate.subject import SideFile
from generator.gate.system import Resource, System
from generator.gate.value import mapping, mappings, setting, text
from generator.problems import Severity

_OPTION = re.compile(r"""--([a-z-]+)[= ]+(["']?)(\$?\{?[\w./][\w./-]*\}?)\2(?=[\s;|&)]|$)""")
_CALL = re.compile(r"\baws\s+([a-z0-9-]+)\s+([a-z0-9-]+)((?:\\\n|[^\n;|&])*)")
# https://docs.aws.amazon.com/cli/latest/reference/: what an option of a service means.
_REPOSITORY = "AWS::ECR::Repository"
_NAMED = {
    ("codepipeline", "pipeline-name"): "AWS::CodePipeline::Pipeline",
    ("codepipeline", "name"): "AWS::CodePipeline::Pipeline",
    ("codebuild", "project-name"): "AWS::CodeBuild::Project",
    ("ecr", "repository-name"): _REPOSITORY,
    ("ecs", "cluster"): "AWS::ECS::Cluster",
    ("ecs", "service"): "AWS::ECS::Service",
    ("deploy", "application-name"): "AWS::CodeDeploy::Application",
    ("deploy", "deployment-group-name"): "AWS::CodeDeploy::DeploymentGroup",
    ("logs", "log-group-name"): "AWS::Logs::LogGroup",
}


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        projects = [each for each in system.of("AWS::CodeBuild::Project") if builds_by(each, buildspec)]
        for project in projects:
            variables = _variables(project) | dict(mapping(buildspec.data, "env", "variables"))
            for phase, index, command in phase_commands(buildspec):
                for resource_type, option, given in _named(command):
                    yield from _complaint(
                        system, (project, buildspec, phase, index), resource_type, option, given, variables
                    )


def _complaint(
    system: System,
    place: tuple[Resource, SideFile, str, int],
    resource_type: str,
    option: str,
    given: str,
    variables: Mapping[str, object],
) -> Iterator[Finding]:
    project, buildspec, phase, index = place
    variable = given.strip("${}") if given.startswith("$") else ""
    value = variables.get(variable) if variable else given
    # Where no such thing is made at all, other hands made it.
    if not any(system.of(resource_type)) or value is None or not system.is_missing(resource_type, value):
        return
    if resource_type == _REPOSITORY and value in taken(system):
        return
    kind = resource_type.rsplit("::", 1)[-1]
    message = f"asks AWS for the {kind} '{value}' by --{option}, which nothing here makes"
    severity = Severity.ERROR if system.is_whole else Severity.WARNING
    at = _place(project, variable)
    if at is not None:
        yield Finding(project, f"{variable} is '{value}': the build {message}", at, severity=severity)
    else:
        yield Finding(buildspec, message, ("phases", phase, "commands", index), severity=severity)


def _named(command: str) -> Iterator[tuple[str, str, str]]:
    for call in _CALL.finditer(command):
        for option, _, value in _OPTION.findall(call[3]):
            if resource_type := _NAMED.get((call[1], option)):
                yield resource_type, option, value


def _variables(project: Resource) -> dict[str, object]:
    """Those whose value the project itself says."""
    items = mappings(project.properties, "Environment", "EnvironmentVariables")
    return {
        text(item, "Name"): item.get("Value") for item in items if setting(item, "PLAINTEXT", "Type") == "PLAINTEXT"
    }


def _place(project: Resource, variable: str) -> tuple[str | int, ...] | None:
    for index, item in enumerate(mappings(project.properties, "Environment", "EnvironmentVariables")):
        if variable and text(item, "Name") == variable:
            return ("Environment", "EnvironmentVariables", index, "Value")
    return None


RULE = Rule(
    "build-names",
    "The pipeline, repository, cluster and project that a build's commands name are made under those names.",
    "https://docs.aws.amazon.com/cli/latest/reference/codepipeline/list-action-executions.html",
    _check,
    """
 Resources:
   Repository:
     Type: AWS::ECR::Repository
     Properties:
       RepositoryName: shop
       ImageTagMutability: IMMUTABLE
       LifecyclePolicy:
         LifecyclePolicyText: >-
           {"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan",
           "countNumber": 100}, "action": {"type": "expire"}}]}
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Name: shop
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
       Environment:
-        EnvironmentVariables: [{Name: REPOSITORY, Value: shops}]
+        EnvironmentVariables: [{Name: REPOSITORY, Value: shop}]
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
         - aws ecr describe-images --repository-name "$REPOSITORY"
    """,
    severity=Severity.WARNING,
)
