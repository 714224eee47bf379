"""Systems -> releases that find a file missing in what the build hands over."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import Action, actions, actions_of
from generator.gate.build import builds_by
from generator.gate.rule import Finding, Rule
from generator.gate.shell import output_names
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import is_unknown, text

_DEFAULTS = {"TaskDefinitionTemplate": "taskdef.json", "AppSpecTemplate": "appspec.yaml"}


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        if action.provider != "CodeDeployToECS":
            continue
        for build, buildspec in _builders(system, action):
            written = set(build.artifacts("OutputArtifacts"))
            files = output_names(buildspec)
            for name in sorted({name for name, artifact in _wanted(action) if artifact in written}):
                if not any(file == name or "*" in file for file in files):
                    message = (
                        f"the build does not hand over {name}, which the action {action.name} of the pipeline reads"
                    )
                    yield Finding(buildspec, message, ("artifacts", "files"))


def _wanted(deploy: Action) -> Iterator[tuple[str, str]]:
    """Each file that the action reads, and the artifact that it reads it from."""
    for noun, default in _DEFAULTS.items():
        if not is_unknown(deploy.configuration, f"{noun}Path"):
            yield text(deploy.configuration, f"{noun}Path") or default, text(deploy.configuration, f"{noun}Artifact")
    for index in range(1, 5):
        yield "imageDetail.json", text(deploy.configuration, f"Image{index}ArtifactName")


def _builders(system: System, deploy: Action) -> Iterator[tuple[Action, SideFile]]:
    """The builds that make what the action takes, and their buildspecs."""
    taken = set(deploy.artifacts("InputArtifacts"))
    for action in actions_of(deploy.pipeline):
        if action.provider != "CodeBuild" or not taken & set(action.artifacts("OutputArtifacts")):
            continue
        project = system.find("AWS::CodeBuild::Project", action.configuration.get("ProjectName"))
        for buildspec in system.buildspecs:
            if project is None or builds_by(project, buildspec):
                yield action, buildspec


RULE = Rule(
    "artifact-files",
    "The build hands over each file that the deploy action reads, under the very name that it reads.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html",
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
               Configuration: {ProjectName: shop}
               OutputArtifacts: [{Name: Built}]
         - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CodeDeployToECS, Version: "1"}
               InputArtifacts: [{Name: Built}]
               Configuration:
                 ApplicationName: shop
                 DeploymentGroupName: shop
                 TaskDefinitionTemplateArtifact: Built
                 AppSpecTemplateArtifact: Built
 buildspec.yml:
   version: 0.2
   phases: {build: {commands: [make]}}
   artifacts:
-    files: [taskdef.json, appspec.yml]
+    files: [taskdef.json, appspec.yaml]
    """,
)
