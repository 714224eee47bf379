"""Systems -> actions that refer to a variable which neither the pipeline nor an earlier action has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.gate.action import PIPELINE, Action, actions_of
from generator.gate.build import builds_by
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import is_unknown, mapping, mappings, setting, strings, text, texts
from generator.problems import Severity

_REFERENCE = re.compile(r"#\{([\w@-]+)\.([^}\s]+)\}")
_SHELL = re.compile(r"\$\{([\w@-]+)\.[^}\s]+\}")
_COMMIT = frozenset({"AuthorDate", "BranchName", "CommitId", "CommitMessage"})
_TRIGGER = frozenset({"TagName", "PullRequestId", "PullRequestTitle"})
_AUTHOR = frozenset({"AuthorDisplayName", "AuthorEmail", "AuthorId"})
"""Seen in runs; the page does not list them."""
_OWN = ("codepipeline", "variables")
"""The pipeline's namespaces. AWS's list of what actions make is not complete: there, what is missing is a warning."""
_NOT_EXPORTED = "which the buildspec does not have in exported-variables: the run fails there"
"""https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-variables.html."""
# https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
_OUTPUTS = {
    "CodeStarSourceConnection": _COMMIT | _TRIGGER | _AUTHOR | {"ConnectionArn", "FullRepositoryName", "ProviderType"},
    "CodeCommit": _COMMIT | {"CommitterDate", "RepositoryName"},
    "ECR": frozenset({"ImageDigest", "ImageTag", "ImageURI", "RegistryId", "RepositoryName"}),
    "S3": frozenset({"BucketName", "ETag", "ObjectKey", "VersionId"}),
    "StepFunctions": frozenset({"ExecutionArn", "StateMachineArn"}),
}


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        every = list(actions_of(pipeline))
        spaces = Counter(text(action.data, "Namespace") for action in every)
        for action in every:
            name = text(action.data, "Namespace")
            if name and spaces[name] > 1:
                message = f"{action.name}: two actions have the namespace '{name}', and CodePipeline takes each once"
                yield Finding(pipeline, message, (*action.path, "Namespace"))
            for key, value in action.configuration.items():
                for space in sorted(
                    {match[1] for each in strings(value) for match in _SHELL.finditer(each)} & {*spaces}
                ):
                    message = (
                        f"{action.name} writes ${{{space}. ...}}, which stays as it is: CodePipeline reads #{{...}}"
                    )
                    yield Finding(pipeline, message, (*action.path, "Configuration", key))
                for reference in sorted({match.groups() for each in strings(value) for match in _found(each)}):
                    why = _why(system, action, every, *reference)
                    if why:
                        message = f"{action.name} refers to {'.'.join(reference)}, {why}"
                        severity = Severity.ERROR if reference[0] in _OWN or why == _NOT_EXPORTED else Severity.WARNING
                        yield Finding(pipeline, message, (*action.path, "Configuration", key), severity=severity)
        if mappings(pipeline.properties, "Variables") and setting(pipeline.properties, "V1", "PipelineType") == "V1":
            message = "only a pipeline of type V2 has variables; without PipelineType it is V1"
            yield Finding(pipeline, message, ("Variables",))


def _found(value: str) -> Iterator[re.Match[str]]:
    yield from _REFERENCE.finditer(value)


def _why(system: System, action: Action, every: list[Action], space: str, name: str) -> str:
    """Why the variable is not there; nothing where it is, or may be."""
    if space == "codepipeline":
        return "" if name == "PipelineExecutionId" else "but of a run there is PipelineExecutionId alone"
    if space == "variables":
        declared = action.pipeline.properties.get("Variables")
        names = [text(each, "Name") for each in mappings(action.pipeline.properties, "Variables")]
        return "" if is_unknown(declared) or name in names else "which the pipeline does not declare in Variables"
    if any(is_unknown(other.data, "Namespace") for other in every):
        return ""
    owner = next((other for other in every if text(other.data, "Namespace") == space), None)
    if owner is None:
        return "but no action has that namespace"
    if owner.order >= action.order:
        return f"but {owner.name}, which makes it, does not run before"
    return _not_made(system, owner, name)


def _not_made(system: System, owner: Action, name: str) -> str:
    outputs = _OUTPUTS.get(owner.provider)
    if outputs and name not in outputs:
        return f"which {owner.provider} does not make: it has {', '.join(sorted(outputs))}"
    project = system.find("AWS::CodeBuild::Project", owner.configuration.get("ProjectName"))
    if owner.provider != "CodeBuild" or project is None or "BuildspecOverride" in owner.configuration:
        return ""
    return _not_exported(system, project, name)


def _not_exported(system: System, project: Resource, name: str) -> str:
    buildspecs = [each for each in system.buildspecs if builds_by(project, each)]
    exported = [texts(mapping(each.data, "env").get("exported-variables")) for each in buildspecs]
    is_made = not exported or any(name in names for names in exported) or name.startswith("CODEBUILD_")
    return "" if is_made else _NOT_EXPORTED


RULE = Rule(
    "pipeline-variables",
    "Every variable that an action refers to is declared by the pipeline or made by an action before it.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       PipelineType: V2
       ArtifactStore: {Type: S3, Location: artifacts}
       Variables: [{Name: RELEASE, DefaultValue: none}]
       Stages:
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration:
                 ProjectName: shop
-                EnvironmentVariables: '[{"name": "RELEASE", "value": "#{variables.RELEASES}"}]'
+                EnvironmentVariables: '[{"name": "RELEASE", "value": "#{variables.RELEASE}"}]'
    """,
)
