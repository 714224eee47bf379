"""Systems -> task definitions whose image no release replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        if action.provider != "CodeDeployToECS":
            continue
        for index in range(1, 5):
            name = text(action.configuration, f"Image{index}ContainerName")
            if not name:
                continue
            path = (*action.path, "Configuration", f"Image{index}ContainerName")
            if not re.fullmatch(r"\w+", name):
                yield Finding(action.pipeline, f"'{name}' cannot stand as <{name}> in taskdef.json", path)
            for task in system.released:
                images = [text(container, "Image") for container in mappings(task.properties, "ContainerDefinitions")]
                if images and f"<{name}>" not in images:
                    message = (
                        f"no container has the image <{name}>, which {action.name} would replace by the new one; "
                        f"the images are {', '.join(images)}"
                    )
                    yield Finding(task.place, message, task.path("ContainerDefinitions"))


RULE = Rule(
    "image-placeholder",
    "taskdef.json has the placeholder that the deploy action replaces by the new image: Image1ContainerName names it.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html",
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
                 Image1ArtifactName: Built
                 Image1ContainerName: IMAGE1_NAME
 taskdef.json:
   family: shop
   containerDefinitions:
     - name: shop
-      image: "<IMAGE>"
+      image: "<IMAGE1_NAME>"
    """,
)
