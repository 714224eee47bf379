"""A service's jobs -> the last stage of its pipeline: each gets the image that the release before it has tried.

A release that fails ends the run before, so that the jobs stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from troposphere.codepipeline import Actions, InputArtifacts

from generator.cfn import arn
from generator.model.job import Job
from generator.model.service import Service
from generator.naming import logical
from generator.resources.pipeline import BUILD_NAMESPACE, BUILD_OUTPUT, action_type


def job_updates(service: Service, template: Callable[[Job], str], image: str, version: str) -> Iterator[Actions]:
    """All at once. ``template`` is what the build leaves of one; ``image`` and ``version`` are variables of the build.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
    """
    built = {
        logical.IMAGE_PARAMETER: f"#{{{BUILD_NAMESPACE}.{image}}}",
        logical.VERSION_PARAMETER: f"#{{{BUILD_NAMESPACE}.{version}}}",
    }
    for job in service.jobs:
        yield Actions(
            Name=job.name,
            ActionTypeId=action_type("Deploy", "CloudFormation"),
            Configuration={
                "ActionMode": "CREATE_UPDATE",
                "StackName": job.names.stack("schedule"),
                "TemplatePath": f"{BUILD_OUTPUT}::{template(job)}",
                "ParameterOverrides": json.dumps(built),
                "RoleArn": arn.role(job.names.role("release")),
            },
            InputArtifacts=[InputArtifacts(Name=BUILD_OUTPUT)],
            RunOrder=1,
        )
