"""The pipeline's action that gives a stack another image and version, and changes nothing else of it."""

from __future__ import annotations

import json
from typing import Any

from troposphere.codepipeline import Actions, InputArtifacts

from generator.naming import logical
from generator.resources.action_type import action_type
from generator.resources.codebuild_action import BUILD_NAMESPACE


def stack_update(
    name: str, *, stack: str, artifact: str, template: str, role: Any, image: str, version: str, order: int
) -> Actions:
    """``template`` is a file of the ``artifact``; ``image`` and ``version`` are variables that the build exports.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
    """
    given = {
        logical.IMAGE_PARAMETER: f"#{{{BUILD_NAMESPACE}.{image}}}",
        logical.VERSION_PARAMETER: f"#{{{BUILD_NAMESPACE}.{version}}}",
    }
    return Actions(
        Name=name,
        ActionTypeId=action_type("Deploy", "CloudFormation"),
        Configuration={
            "ActionMode": "CREATE_UPDATE",
            "StackName": stack,
            "TemplatePath": f"{artifact}::{template}",
            "ParameterOverrides": json.dumps(given),
            "RoleArn": role,
        },
        InputArtifacts=[InputArtifacts(Name=artifact)],
        RunOrder=order,
    )
