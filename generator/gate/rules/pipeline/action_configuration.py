"""Systems -> actions that are told what their provider does not know, or not told what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    document,
    is_literal,
    text,
)

_IMAGES = {f"Image{index}{kind}" for index in range(1, 5) for kind in ("ArtifactName", "ContainerName")}
_FORMATS = ("CODE_ZIP", "CODEBUILD_CLONE_REF")
_TYPES = ("PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER")
_LONGEST_VARIABLES = 1000

# Required and optional keys: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html
_KEYS: dict[str, tuple[set[str], set[str]]] = {
    "CodeStarSourceConnection": (
        {"ConnectionArn", "FullRepositoryId", "BranchName"},
        {"DetectChanges", "OutputArtifactFormat"},
    ),
    "CodeBuild": (
        {"ProjectName"},
        {
            "PrimarySource",
            "BatchEnabled",
            "BuildspecOverride",
            "CombineArtifacts",
            "EnvironmentVariables",
            "ServiceRoleArnOverride",
        },
    ),
    "CodeDeploy": ({"ApplicationName", "DeploymentGroupName"}, set()),
    "CodeDeployToECS": (
        {"ApplicationName", "DeploymentGroupName", "TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact"},
        {"TaskDefinitionTemplatePath", "AppSpecTemplatePath", *_IMAGES},
    ),
    "ECS": ({"ClusterName", "ServiceName"}, {"FileName", "DeploymentTimeout"}),
    "CodeCommit": ({"RepositoryName", "BranchName"}, {"PollForSourceChanges", "OutputArtifactFormat"}),
    "ECR": ({"RepositoryName"}, {"ImageTag"}),
    "Lambda": ({"FunctionName"}, {"UserParameters"}),
    "StepFunctions": ({"StateMachineArn"}, {"ExecutionNamePrefix", "InputType", "Input"}),
    "Manual": (set(), {"NotificationArn", "CustomData", "ExternalEntityLink"}),
}


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        required, optional = _KEYS.get(action.provider, (set(), None))
        given, path = action.configuration.keys(), (*action.path, "Configuration")
        for key in sorted(required - given):
            yield Finding(action.pipeline, f"{action.name}: {action.provider} needs {key}", (*path, key))
        for key in sorted(given - required - (given if optional is None else optional)):
            yield Finding(action.pipeline, f"{action.name}: {action.provider} knows no {key}", (*path, key))
        for index in range(1, 5):
            pair = {f"Image{index}ArtifactName", f"Image{index}ContainerName"}
            if len(pair & given) == 1:
                message = f"{action.name}: Image{index}ArtifactName and Image{index}ContainerName go together"
                yield Finding(action.pipeline, message, (*path, min(pair - given)))
        variables = text(action.configuration, "EnvironmentVariables")
        if len(variables) > _LONGEST_VARIABLES:
            message = f"{action.name}: EnvironmentVariables has {len(variables)} characters; CodePipeline takes 1,000"
            yield Finding(action.pipeline, message, (*path, "EnvironmentVariables"))
        if variables and document(variables) is None:
            yield Finding(
                action.pipeline, f"{action.name}: EnvironmentVariables is no JSON", (*path, "EnvironmentVariables")
            )
        for message in _of_variables(document(variables)):
            yield Finding(action.pipeline, f"{action.name}: {message}", (*path, "EnvironmentVariables"))
        artifact = text(action.configuration, "OutputArtifactFormat")
        if is_literal(artifact) and artifact not in _FORMATS:
            message = f"{action.name}: OutputArtifactFormat is {' or '.join(_FORMATS)}, not {artifact}"
            yield Finding(action.pipeline, message, (*path, "OutputArtifactFormat"))


def _of_variables(variables: Any) -> Iterator[str]:
    """What CodePipeline does not take of a list of variables."""
    if isinstance(variables, Mapping):
        yield "EnvironmentVariables is a list of objects with name, value and type, and here an object"
    for variable in variables if isinstance(variables, list) else ():
        keys = variable.keys() if isinstance(variable, Mapping) else set()
        kind = text(variable, "type")
        if not {"name", "value"} <= keys or keys - {"name", "value", "type"}:
            yield f"a variable has name, value and type, and here {', '.join(sorted(map(str, keys))) or variable}"
        elif is_literal(kind) and kind not in _TYPES:
            yield f"the type of {text(variable, 'name')} is {', '.join(_TYPES)}, not {kind}"


RULE = Rule(
    "action-configuration",
    "Each action of a pipeline is told what its provider needs, and nothing that the provider does not know.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
-              Configuration: {Project: shop}
+              Configuration: {ProjectName: shop}
    """,
)
