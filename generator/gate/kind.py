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
    PARAMETERS = "parameters of a stack"
    STACK_POLICY = "stack policy"
    POLICY = "IAM policy"
    WORKFLOW = "GitHub workflow"
    RULESET = "GitHub ruleset"
    CODEOWNERS = "CODEOWNERS"
    DOCKERFILE = "Dockerfile"
    DEPENDABOT = "Dependabot's configuration"


class Input(NamedTuple):
    """The input of one API call: the resource that it makes, the keys it is known by, where its properties are."""

    type: str
    keys: frozenset[str]
    shape: str
    """The service and the shape that the call takes, as botocore has them."""
    prefix: tuple[str, ...] = ()


INPUTS = (
    Input("AWS::CodePipeline::Pipeline", frozenset({"pipeline"}), "codepipeline CreatePipelineInput", ("pipeline",)),
    Input("AWS::CodePipeline::Pipeline", frozenset({"roleArn", "stages"}), "codepipeline PipelineDeclaration"),
    Input(
        "AWS::CodeDeploy::DeploymentGroup",
        frozenset({"deploymentGroupInfo"}),
        "codedeploy GetDeploymentGroupOutput",
        ("deploymentGroupInfo",),
    ),
    Input(
        "AWS::CodeDeploy::DeploymentGroup",
        frozenset({"deploymentGroupName", "serviceRoleArn"}),
        "codedeploy CreateDeploymentGroupInput",
    ),
    Input("AWS::ECS::Service", frozenset({"serviceName", "taskDefinition"}), "ecs CreateServiceRequest"),
    Input(
        "AWS::CodeBuild::Project", frozenset({"serviceRole", "environment", "source"}), "codebuild CreateProjectInput"
    ),
    Input(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        frozenset({"Protocol", "TargetType"}),
        "elbv2 CreateTargetGroupInput",
    ),
    Input(
        "AWS::ElasticLoadBalancingV2::Listener",
        frozenset({"LoadBalancerArn", "DefaultActions"}),
        "elbv2 CreateListenerInput",
    ),
    Input("AWS::Logs::LogGroup", frozenset({"logGroupName"}), "logs CreateLogGroupRequest"),
)
_AROUND_PIPELINE = frozenset({"metadata", "pipeline", "tags"})
_PIPELINE = frozenset({"artifactStore", "artifactStores", "pipelineType", "roleArn", "stages"})
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

_PARAMETER = frozenset({"ParameterKey"})
_CONFIGURATION = frozenset({"Parameters", "StackPolicy", "Tags"})
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html"""
_RULESET = frozenset({"bypass_actors", "conditions", "rules", "target"})
_POLICY_VERSIONS = frozenset({"2008-10-17", "2012-10-17"})
_FROM = re.compile(
    r"""\A(?:\s*(?:\#[^\n]*)?\n)*
    \s*(?:ARG\s[^\n]*\n(?:\s*(?:\#[^\n]*)?\n)*)*
    FROM[ \t]+(?:--platform=\S+[ \t]+)?\S+(?:[ \t]+AS[ \t]+\S+)?[ \t]*(?:\#[^\n]*)?(?:\n|\Z)""",
    re.I | re.X,
)
"""Python's files begin with ``from`` as well, and letters; what follows the image is its stage's name or nothing:
https://docs.docker.com/reference/dockerfile/#from"""
_NAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:.*/)?{name}", re.I if is_any_case else 0))
    for kind, name, is_any_case in (
        (Kind.CODEOWNERS, r"CODEOWNERS", False),
        # What is made from it by a template language, and what tells it which files to leave out, is no Dockerfile.
        (
            Kind.DOCKERFILE,
            r"(?:[^/]*[.])?(?:Dockerfile|Containerfile)(?:[.](?!(?:[^/]*[.])?(?:dockerignore|erb|in|j2|md|te?mpl|tpl)$)[^/]+)?",
            False,
        ),
        (Kind.APPSPEC, r"appspec[\w.-]*\.(?:ya?ml|json)", False),
        (Kind.TASK_DEFINITION, r"(?:taskdef|task-?definition)[\w.-]*\.json", True),
        (Kind.BUILDSPEC, r"\.?buildspec[\w.-]*\.ya?ml", False),
        (Kind.IMAGE_DETAIL, r"imageDetail\.json", False),
        (Kind.IMAGE_DEFINITIONS, r"imagedefinitions\.json", False),
        (Kind.STACK_POLICY, r"[^/]*stack-?policy[\w.-]*\.json", True),
        (Kind.RULESET, r"[^/]*ruleset[\w.-]*\.json", True),
        (Kind.RULESET, r"\.?github/rulesets/[^/]+\.json", False),
        (Kind.WORKFLOW, r"\.?github/workflows/[^/]+\.ya?ml", False),
        (Kind.DEPENDABOT, r"dependabot\.ya?ml", False),
    )
)


def kind_of(path: str, data: Any, text: str) -> Kind | None:
    """The kind of a file; None for one that nothing here can judge."""
    if isinstance(data, Mapping):
        found = next((kind for kind, is_it in _SHAPES if is_it(data)), None)
        if found:
            return Kind.STACK_POLICY if found is Kind.POLICY and named_kind(path) is Kind.STACK_POLICY else found
    if isinstance(data, list) and data and all(isinstance(item, Mapping) and "imageUri" in item for item in data):
        return Kind.IMAGE_DEFINITIONS
    if (
        isinstance(data, list)
        and data
        and all(isinstance(item, Mapping) and item.keys() >= _PARAMETER for item in data)
    ):
        return Kind.PARAMETERS
    if data is None and _FROM.match(text):
        return Kind.DOCKERFILE
    return named_kind(path) or _emptied(data)


def _emptied(data: Any) -> Kind | None:
    """The kind of data in which nothing stands at the very key that its kind is known by."""
    if not isinstance(data, Mapping):
        return None
    return next((kind for kind, key, keys in _EMPTIED if data.get(key, "") is None and data.keys() <= keys), None)


def named_kind(path: str) -> Kind | None:
    """The kind that a file's name, or the folder where GitHub looks for it, promises."""
    whole = PurePath(path).as_posix()
    return next((kind for kind, pattern in _NAMES if pattern.fullmatch(whole)), None)


def input_of(data: Mapping[str, Any]) -> Input | None:
    """The API call whose input the data is."""
    inner = data.get("pipeline")
    # Many programs have something that they call so.
    is_empty = inner is None and data.keys() <= _AROUND_PIPELINE
    is_other = "pipeline" in data and not (is_empty or (isinstance(inner, Mapping) and _PIPELINE & inner.keys()))
    return next((each for each in INPUTS if each.keys <= data.keys() and not (is_other and each.prefix)), None)


def _is_template(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("Resources"), Mapping) or "AWSTemplateFormatVersion" in data


def _is_parameters(data: Mapping[str, Any]) -> bool:
    given = data.get("Parameters")
    is_plain = isinstance(given, Mapping) and not any(isinstance(each, Mapping | list) for each in given.values())
    return is_plain and bool(given) and data.keys() <= _CONFIGURATION


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
    if "enforcement" in data and _RULESET & data.keys():
        return True
    return isinstance(data.get("rules"), list) and "target" in data


def _is_policy(data: Mapping[str, Any]) -> bool:
    return "Statement" in data or str(data.get("Version")) in _POLICY_VERSIONS


def _is_dependabot(data: Mapping[str, Any]) -> bool:
    updates = data.get("updates")
    return isinstance(updates, list) and any(
        isinstance(each, Mapping) and "package-ecosystem" in each for each in updates
    )


_EMPTIED: tuple[tuple[Kind, str, frozenset[str]], ...] = (
    (Kind.TEMPLATE, "Resources", frozenset({"Conditions", "Description", "Mappings", "Outputs", "Resources"})),
    (Kind.PARAMETERS, "Parameters", _CONFIGURATION),
    (Kind.TASK_DEFINITION, "taskDefinition", frozenset({"tags", "taskDefinition"})),
    (Kind.BUILDSPEC, "phases", frozenset({"artifacts", "cache", "env", "phases", "reports", "version"})),
    (Kind.WORKFLOW, "jobs", frozenset({"env", "jobs", "name", "on", "permissions"})),
    (Kind.RULESET, "rules", frozenset({"bypass_actors", "conditions", "name", "rules", "target"})),
)
"""Kind, the key, and what may stand beside it: many a program has such a key."""
_SHAPES: tuple[tuple[Kind, Callable[[Mapping[str, Any]], bool]], ...] = (
    (Kind.TEMPLATE, _is_template),
    (Kind.PARAMETERS, _is_parameters),
    (Kind.APPSPEC, _is_appspec),
    (Kind.TASK_DEFINITION, _is_task_definition),
    (Kind.BUILDSPEC, lambda data: isinstance(data.get("phases"), Mapping)),
    (Kind.IMAGE_DETAIL, lambda data: "ImageURI" in data),
    (Kind.STACK_POLICY, _is_stack_policy),
    (Kind.POLICY, _is_policy),
    (Kind.WORKFLOW, _is_workflow),
    (Kind.RULESET, _is_ruleset),
    (Kind.DEPENDABOT, _is_dependabot),
    (Kind.API_INPUT, lambda data: input_of(data) is not None),
)
