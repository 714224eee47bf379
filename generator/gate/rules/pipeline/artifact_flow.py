"""Systems -> actions that read an artifact which nothing before them makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.gate.action import PIPELINE, actions_of
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    text,
)

_ARTIFACT_KEYS = re.compile(r"TaskDefinitionTemplateArtifact|AppSpecTemplateArtifact|Image\dArtifactName|PrimarySource")


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        every = list(actions_of(pipeline))
        for action in every:
            made = {
                name for other in every if other.order < action.order for name in other.artifacts("OutputArtifacts")
            }
            is_known = "" not in made and "" not in action.artifacts("InputArtifacts")
            for name in action.artifacts("InputArtifacts"):
                if is_known and name not in made:
                    message = f"{action.name} takes the artifact '{name}', which no earlier action makes"
                    yield Finding(pipeline, message, (*action.path, "InputArtifacts"))
            for key, value in action.configuration.items():
                inputs = action.artifacts("InputArtifacts")
                if _ARTIFACT_KEYS.fullmatch(key) and "" not in inputs and text(value) not in inputs:
                    message = f"{action.name}: {key} is '{text(value)}', which is not among its input artifacts"
                    yield Finding(pipeline, message, (*action.path, "Configuration", key))
        names = Counter(name for action in every for name in action.artifacts("OutputArtifacts"))
        for name in (name for name, count in names.items() if name and count > 1):
            yield Finding(pipeline, f"two actions make an artifact called '{name}'", ("Stages",))


RULE = Rule(
    "artifact-flow",
    "Every artifact that an action takes is made by an action before it, and made once.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome-introducing-artifacts.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: "1"}
               OutputArtifacts: [{Name: Source}]
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: shop}
-              InputArtifacts: [{Name: Sources}]
+              InputArtifacts: [{Name: Source}]
    """,
)
