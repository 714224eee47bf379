"""A file's name, data and text -> the kind of file that it is: by what is in it, and by its name where that is all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import PurePath
from typing import Any, NamedTuple


class Kind(StrEnum):
    """What can be judged; the value is what a person calls it."""

    TEMPLATE = "CloudFormation template"
    APPSPEC = "appspec"
    TASK_DEFINITION = "task definition"
    BUILDSPEC = "buildspec"
    IMAGE_DETAIL = "imageDetail.json"
    IMAGE_DEFINITIONS = "imagedefinitions.json"
    API_INPUT = "input of an AWS API"
    STACK_POLICY = "stack policy"
    POLICY = "IAM policy"
    WORKFLOW = "GitHub workflow"
    RULESET = "GitHub ruleset"
    CODEOWNERS = "CODEOWNERS"
    DOCKERFILE = "Dockerfile"


class Input(NamedTuple):
    """The input of one API call: the resource that it makes, the keys it is known by, where its properties are."""

    type: str
    keys: frozenset[str]
    prefix: tuple[str, ...] = ()


INPUTS = (
    Input("AWS::CodePipeline::Pipeline", frozenset({"pipeline"}), ("pipeline",)),
    Input("AWS::CodePipeline::Pipeline", frozenset({"roleArn", "stages"})),
    Input("AWS::CodeDeploy::DeploymentGroup", frozenset({"deploymentGroupInfo"}), ("deploymentGroupInfo",)),
    Input("AWS::CodeDeploy::DeploymentGroup", frozenset({"deploymentGroupName", "serviceRoleArn"})),
    Input("AWS::ECS::Service", frozenset({"serviceName", "taskDefinition"})),
    Input("AWS::CodeBuild::Project", frozenset({"serviceRole", "environment", "source"})),
    Input("AWS::ElasticLoadBalancingV2::TargetGroup", frozenset({"Protocol", "TargetType"})),
    Input("AWS::ElasticLoadBalancingV2::Listener", frozenset({"LoadBalancerArn", "DefaultActions"})),
    Input("AWS::Logs::LogGroup", frozenset({"logGroupName"})),
)
JSON_ONLY = frozenset(
    {
        Kind.TASK_DEFINITION,
        Kind.IMAGE_DETAIL,
        Kind.IMAGE_DEFINITIONS,
        Kind.STACK_POLICY,
        Kind.POLICY,
        Kind.RULESET,
    }
)
"""Kinds whose reader takes JSON and nothing else, where YAML's is more lenient."""

_FROM = re.compile(r"\A(?:\s*(?:#[^\n]*)?\n)*\s*(?:ARG\s[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*)*FROM\s+\S+", re.I)
_NAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.CODEOWNERS, re.compile(r"CODEOWNERS")),
    (Kind.DOCKERFILE, re.compile(r"(?:.*[.])?(?:Dockerfile|Containerfile)(?:[.].+)?")),
    (Kind.APPSPEC, re.compile(r"appspec[\w.-]*\.(?:ya?ml|json)")),
    (Kind.TASK_DEFINITION, re.compile(r"(?:taskdef|task-?definition)[\w.-]*\.json", re.I)),
    (Kind.BUILDSPEC, re.compile(r"\.?buildspec[\w.-]*\.ya?ml")),
    (Kind.IMAGE_DETAIL, re.compile(r"imageDetail\.json")),
    (Kind.IMAGE_DEFINITIONS, re.compile(r"imagedefinitions\.json")),
    (Kind.STACK_POLICY, re.compile(r".*stack-?policy[\w.-]*\.json", re.I)),
)


def kind_of(path: str, data: Any, text: str) -> Kind | None:
    """The kind of a file; None for one that nothing here can judge."""
    name = PurePath(path).name
    if isinstance(data, Mapping):
        found = next((kind for kind, is_it in _SHAPES if is_it(data)), None)
        if found:
            return found
    if isinstance(data, list) and data and all(isinstance(item, Mapping) and "imageUri" in item for item in data):
        return Kind.IMAGE_DEFINITIONS
    if data is None and _FROM.match(text):
        return Kind.DOCKERFILE
    return named_kind(name)


def named_kind(path: str) -> Kind | None:
    """The kind that a file's name promises."""
    name = PurePath(path).name
    return next((kind for kind, pattern in _NAMES if pattern.fullmatch(name)), None)


def input_of(data: Mapping[str, Any]) -> Input | None:
    """The API call whose input the data is."""
    return next((each for each in INPUTS if each.keys <= data.keys()), None)


def _is_template(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("Resources"), Mapping) or "AWSTemplateFormatVersion" in data


def _is_appspec(data: Mapping[str, Any]) -> bool:
    targets = data.get("Resources", data.get("resources"))
    is_for_servers = "os" in data and ("files" in data or "hooks" in data)
    return isinstance(targets, list) or is_for_servers


def _is_task_definition(data: Mapping[str, Any]) -> bool:
    inner = data.get("taskDefinition")
    keys = data.keys() | (inner.keys() if isinstance(inner, Mapping) else set())
    return bool(keys & {"containerDefinitions", "ContainerDefinitions"})


def _is_stack_policy(data: Mapping[str, Any]) -> bool:
    return "Statement" in data and bool(re.search(r"'Update:|LogicalResourceId/", str(data["Statement"])))


def _is_workflow(data: Mapping[Any, Any]) -> bool:
    # YAML 1.1 takes the key `on` for true, and some readers do.
    return isinstance(data.get("jobs"), Mapping) and ("on" in data or True in data)


def _is_ruleset(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("rules"), list) and ("enforcement" in data or "target" in data)


_SHAPES: tuple[tuple[Kind, Callable[[Mapping[str, Any]], bool]], ...] = (
    (Kind.TEMPLATE, _is_template),
    (Kind.APPSPEC, _is_appspec),
    (Kind.TASK_DEFINITION, _is_task_definition),
    (Kind.BUILDSPEC, lambda data: isinstance(data.get("phases"), Mapping)),
    (Kind.IMAGE_DETAIL, lambda data: "ImageURI" in data),
    (Kind.STACK_POLICY, _is_stack_policy),
    (Kind.POLICY, lambda data: "Statement" in data),
    (Kind.WORKFLOW, _is_workflow),
    (Kind.RULESET, _is_ruleset),
    (Kind.API_INPUT, lambda data: input_of(data) is not None),
)
