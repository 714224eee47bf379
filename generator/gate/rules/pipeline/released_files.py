"""Systems -> releases that read a file as it is in the repository, where the build writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.gate.action import PIPELINE, Action, actions_of
from generator.gate.build import builds_by
from generator.gate.rule import Finding, Rule
from generator.gate.shell import output_files
from generator.gate.system import System
from generator.gate.value import text

_FILES = {
    "TaskDefinitionTemplateArtifact": ("TaskDefinitionTemplatePath", "taskdef.json"),
    "AppSpecTemplateArtifact": ("AppSpecTemplatePath", "appspec.yaml"),
    "Image1ArtifactName": ("", "imageDetail.json"),
    "Image2ArtifactName": ("", "imageDetail.json"),
    "Image3ArtifactName": ("", "imageDetail.json"),
    "Image4ArtifactName": ("", "imageDetail.json"),
}
_GIT = frozenset({"CodeStarSourceConnection", "CodeCommit", "GitHub"})


class _Made(NamedTuple):
    """A file that a build hands over."""

    file: str
    artifact: str


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        every = list(actions_of(pipeline))
        sources = {name for action in every if _is_git(action) for name in action.artifacts("OutputArtifacts")}
        for action in every:
            earlier = [other for other in every if other.order < action.order]
            made = [each for other in earlier for each in _made(system, other)]
            if action.provider == "ECS":
                yield from _definitions(action, sources, made)
            if action.provider != "CodeDeployToECS":
                continue
            for key, (path_key, default) in _FILES.items():
                artifact = text(action.configuration, key)
                file = text(action.configuration, path_key) or default
                builder = next((each.artifact for each in made if each.file == file), "")
                if artifact in sources and builder:
                    message = f"{action.name} reads {file} of the source '{artifact}', but the build writes it: {key}"
                    hint = f"{key}: {builder}"
                    yield Finding(pipeline, message, (*action.path, "Configuration", key), hint)


def _definitions(action: Action, sources: set[str], made: list[_Made]) -> Iterator[Finding]:
    file = text(action.configuration, "FileName") or "imagedefinitions.json"
    taken = action.artifacts("InputArtifacts")
    if len(taken) == 1 and taken[0] in sources and any(each.file == file for each in made):
        message = f"{action.name} reads {file} of the source '{taken[0]}', but the build writes it"
        yield Finding(action.pipeline, message, (*action.path, "InputArtifacts"))


def _is_git(action: Action) -> bool:
    return action.category == "Source" and text(action.data, "ActionTypeId", "Provider") in _GIT


def _made(system: System, action: Action) -> Iterator[_Made]:
    project = system.find("AWS::CodeBuild::Project", action.configuration.get("ProjectName"))
    artifacts = action.artifacts("OutputArtifacts")
    if action.provider == "CodeBuild" and project and len(artifacts) == 1:
        for buildspec in system.buildspecs:
            if builds_by(project, buildspec):
                yield from (_Made(file, artifacts[0]) for file in output_files(buildspec))


RULE = Rule(
    "released-files",
    "A release reads the files that the build writes from the build, not as they are in the repository.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties: {Name: shop, Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}}
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       ExecutionMode: QUEUED
       PipelineType: V2
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeCommit, Version: "1"}
               Configuration: {RepositoryName: shop, BranchName: main}
               OutputArtifacts: [{Name: Source}]
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: shop}
               InputArtifacts: [{Name: Source}]
               OutputArtifacts: [{Name: Built}]
         - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CodeDeployToECS, Version: "1"}
               InputArtifacts: [{Name: Source}, {Name: Built}]
               Configuration:
                 ApplicationName: shop
                 DeploymentGroupName: shop
-                TaskDefinitionTemplateArtifact: Source
+                TaskDefinitionTemplateArtifact: Built
                 AppSpecTemplateArtifact: Built
 buildspec.yml:
   version: 0.2
   phases: {build: {commands: [make]}}
   artifacts:
     files: [taskdef.json, appspec.yaml]
    """,
)
