"""Systems -> builds that fill another role into the released task definition than the template's tasks have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.beside import beside
from generator.gate.inline_buildspec import SEPARATOR
from generator.gate.policy import ROLE
from generator.gate.pushed import files_of
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands
from generator.gate.subject import SideFile
from generator.gate.system import TASK_DEFINITION, Resource, System, Task
from generator.gate.value import mappings, text

_KEYS = ("ExecutionRoleArn", "TaskRoleArn")
_FILLED = re.compile(r"<(\w+)>[^\w\n$]{1,4}\$\{?(\w+)")
"""``s|<NAME>|$VARIABLE|`` of sed, and what is like it."""


def _check(system: System) -> Iterator[Finding]:
    for project in system.of("AWS::CodeBuild::Project"):
        for buildspec in files_of(system, project):
            variables = dict(_FILLED.findall(commands(buildspec)))
            for task in _filled(system, project, buildspec):
                for key in _KEYS:
                    variable = variables.get(text(task.properties, key).strip("<>"), "")
                    yield from _wrong(system, project, task, key, variable)


def _filled(system: System, project: Resource, buildspec: SideFile) -> list[Task]:
    """The files beside the project; of commands that stand in its template, those that they name."""
    found = beside(project, system.released)
    is_inline = SEPARATOR in buildspec.path
    return [task for task in found if not is_inline or _is_named(task, commands(buildspec))]


def _is_named(task: Task, script: str) -> bool:
    return isinstance(task.place, SideFile) and task.place.path in script


def _wrong(system: System, project: Resource, task: Task, key: str, variable: str) -> Iterator[Finding]:
    """What the build's variable has for a key, where that is not what the template's task of the family has."""
    listed = mappings(project.properties, "Environment", "EnvironmentVariables")
    index = next((number for number, each in enumerate(listed) if variable and text(each, "Name") == variable), None)
    made = [each for each in system.of(TASK_DEFINITION) if text(each.properties, "Family") == _family(task)]
    if index is None or not made:
        return
    filled = system.find(ROLE, text(listed[index], "Value"))
    wanted = system.find(ROLE, text(made[0].properties, key))
    if filled and wanted and filled is not wanted:
        message = f"{variable} is {filled.id}, and releases get it as {key}; that of {made[0].id} is {wanted.id}"
        yield Finding(project, message, ("Environment", "EnvironmentVariables", index, "Value"))


def _family(task: Task) -> str:
    return text(task.properties, "Family")


RULE = Rule(
    "filled-role",
    "A build fills in the roles that the template's own tasks have.",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html",
    _check,
    """
 Resources:
   Execution: &role
     Type: AWS::IAM::Role
     Properties:
       AssumeRolePolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: ecs-tasks.amazonaws.com}
             Action: sts:AssumeRole
             Condition: {StringEquals: {aws:SourceAccount: "111122223333"}}
   Program: *role
   Task:
     Type: AWS::ECS::TaskDefinition
     Properties:
       Family: shop
       NetworkMode: awsvpc
       Cpu: "256"
       Memory: "512"
       ExecutionRoleArn: {"Fn::GetAtt": [Execution, Arn]}
       TaskRoleArn: {"Fn::GetAtt": [Program, Arn]}
   Build:
     Type: AWS::CodeBuild::Project
     Properties:
       Environment:
         EnvironmentVariables:
-          - {Name: ROLE, Value: {"Fn::GetAtt": [Program, Arn]}}
+          - {Name: ROLE, Value: {"Fn::GetAtt": [Execution, Arn]}}
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
 buildspec.yml:
   version: 0.2
   phases: {build: {on-failure: ABORT, commands: ['sed "s|<EXECUTION_ROLE_ARN>|$ROLE|" taskdef.json > out.json']}}
 taskdef.json:
   family: shop
   networkMode: awsvpc
   requiresCompatibilities: [FARGATE]
   cpu: "256"
   memory: "512"
   executionRoleArn: <EXECUTION_ROLE_ARN>
   containerDefinitions: [{name: shop, image: <IMAGE1_NAME>, essential: true}]
    """,
)
