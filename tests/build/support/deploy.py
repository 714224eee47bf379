"""What the action CodeDeployToECS makes of the build's files before it calls ECS and CodeDeploy.

https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

IMAGE_DETAIL = "imageDetail.json"
LARGEST_ARTIFACT = 3 * 1000 * 1000
"""Bytes: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html."""
_TASK_DEFINITION = "<TASK_DEFINITION>"


@dataclass(frozen=True)
class Deployment:
    """The inputs of the two calls."""

    task_definition: dict[str, Any]
    appspec: str


def deploy(action: Mapping[str, Any], artifact: Mapping[str, bytes], revision: str) -> Deployment:
    """Fills in the image, and ``revision``, the ARN that ECS gives for the registered task definition."""
    configuration = action["Configuration"]
    inputs = {item["Name"] for item in action["InputArtifacts"]}
    named = ("TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact", "Image1ArtifactName")
    assert {configuration[key] for key in named} == inputs
    assert len(inputs) == 1, "the model hands over one artifact"
    detail = json.loads(artifact[IMAGE_DETAIL])
    placeholder = f"<{configuration['Image1ContainerName']}>"
    text = artifact[configuration["TaskDefinitionTemplatePath"]].decode()
    appspec = artifact[configuration["AppSpecTemplatePath"]].decode()
    assert placeholder in text
    assert _TASK_DEFINITION in appspec
    filled = json.loads(text.replace(placeholder, detail["ImageURI"]))
    return Deployment(filled, appspec.replace(_TASK_DEFINITION, revision))
