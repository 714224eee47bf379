"""What AWS refuses of a key, one by one, where a rule sees several such keys and its example shows one."""

from __future__ import annotations

import pytest

from generator.gate import example
from generator.gate.catalog import problems

_BUILD = """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       on-failure: {failure}
       commands: ['{command}']
"""
_TASK = """
 taskdef.json:
   family: shop
   executionRoleArn: "<EXECUTION_ROLE_ARN>"
   containerDefinitions: [{{name: shop, image: "<IMAGE1_NAME>", {key}}}]
"""
_FILLED = _BUILD + _TASK.replace("{key}", "essential: true").lstrip("\n")
_ACTION = """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {{Type: S3, Location: {store}}}
       Stages:
         - Name: {stage}
           Actions:
             - Name: Build
               ActionTypeId: {{Category: Build, Owner: {owner}, Provider: CodeBuild, Version: "1"}}
               Configuration: {{ProjectName: shop, EnvironmentVariables: '{variables}'}}
"""
_EVENT = """
 Resources:
   Rule:
     Type: AWS::Events::Rule
     Properties:
       EventPattern: {{{pattern}}}
       Targets: [{{Id: topic, Arn: "arn:aws:sns:us-west-2:111122223333:topic"}}]
"""
_VARIABLE = '[{"name": "TAG", "value": "1"}]'


def _action(store: str = "artifacts", stage: str = "Build", owner: str = "AWS", variables: str = _VARIABLE) -> str:
    return _ACTION.format(store=store, stage=stage, owner=owner, variables=variables)


REFUSED = {
    "failure": ("buildspec-keys", _BUILD.format(failure="STOP", command="make")),
    "sed-of-an-arn": (
        "placeholder",
        _FILLED.format(failure="ABORT", command="sed -i s/<EXECUTION_ROLE_ARN>/$ROLE_ARN/ taskdef.json"),
    ),
    "soft-above-hard": ("task-limits", _TASK.format(key="ulimits: [{name: nofile, softLimit: 2, hardLimit: 1}]")),
    "file-of-variables": ("task-limits", _TASK.format(key="environmentFiles: [{type: s3, value: s3://b/prod.env}]")),
    "stage": ("pipeline-stages", _action(stage="Build it")),
    "owner": ("pipeline-stages", _action(owner="aws")),
    "store": ("artifact-store", _action(store="arn:aws:s3:::artifacts")),
    "variables": ("action-configuration", _action(variables='{"TAG": "1"}')),
    "type-of-a-variable": (
        "action-configuration",
        _action(variables='[{"name": "TAG", "value": "1", "type": "PLAIN"}]'),
    ),
    "one-value": ("event-pattern", _EVENT.format(pattern="source: aws.codedeploy")),
    "key-in-camel-case": (
        "event-pattern",
        _EVENT.format(pattern="source: [aws.ecs], detailType: [ECS Service Action]"),
    ),
}
TAKEN = {
    "failure": ("buildspec-keys", _BUILD.format(failure="RETRY-2", command="make")),
    "sed-of-an-arn": (
        "placeholder",
        _FILLED.format(failure="ABORT", command="sed -i s|<EXECUTION_ROLE_ARN>|$ROLE_ARN| taskdef.json"),
    ),
    "action": ("pipeline-stages", _action()),
    "store": ("artifact-store", _action()),
    "variables": ("action-configuration", _action()),
    "file-of-variables": (
        "task-limits",
        _TASK.format(key='environmentFiles: [{type: s3, value: "arn:aws:s3:::b/prod.env"}]'),
    ),
    "values": ("event-pattern", _EVENT.format(pattern="source: [aws.codedeploy]")),
}


def _found(text: str) -> set[str]:
    return {problem.code for system in example.good(text) for problem in problems(system)}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told(name: str) -> None:
    rule, text = REFUSED[name]
    assert rule in _found(text)


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_is_let_through(name: str) -> None:
    rule, text = TAKEN[name]
    assert rule not in _found(text)
