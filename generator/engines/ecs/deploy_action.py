"""The pipeline's last stage with ECS: fetch the deployed template, and update its stack with the new image."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import Ref
from troposphere.codepipeline import Actions, InputArtifacts, OutputArtifacts

from generator.engines.ecs.hand_over import IMAGE_URI, VERSION
from generator.engines.ecs.template_project import FILE
from generator.model.service import Service
from generator.naming import logical
from generator.resources.action_type import action_type
from generator.resources.source_action import SOURCE_OUTPUT
from generator.resources.stack_update import stack_update

TEMPLATE_OUTPUT = "ServiceTemplate"


def deploy_actions(service: Service, release_role: Any) -> Iterator[Actions]:
    """Fetched after an approval, and just before it is used: what is deployed meanwhile is not taken back.

    CloudFormation waits for the whole release, as long as a day and a half, and is red where ECS takes it back.
    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
    """
    yield Actions(
        Name="Template",
        ActionTypeId=action_type("Build", "CodeBuild"),
        Configuration={"ProjectName": Ref(logical.TEMPLATE_PROJECT)},
        InputArtifacts=[InputArtifacts(Name=SOURCE_OUTPUT)],
        OutputArtifacts=[OutputArtifacts(Name=TEMPLATE_OUTPUT)],
        RunOrder=1,
    )
    yield stack_update(
        "Deploy",
        stack=service.names.stack("service"),
        artifact=TEMPLATE_OUTPUT,
        template=FILE,
        role=release_role,
        image=IMAGE_URI,
        version=VERSION,
        order=2,
    )
