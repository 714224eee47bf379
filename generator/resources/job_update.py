"""A service's jobs -> the last stage of its pipeline: each gets the image that the release before it has tried.

A release that fails ends the run before, so that the jobs stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from troposphere.codepipeline import Actions

from generator.cfn import arn
from generator.model.job import Job
from generator.model.service import Service
from generator.resources.codebuild_action import BUILD_OUTPUT
from generator.resources.stack_update import stack_update


def job_updates(service: Service, template: Callable[[Job], str], image: str, version: str) -> Iterator[Actions]:
    """All at once. ``template`` is what the build leaves of one; ``image`` and ``version`` are what it exports."""
    for job in service.jobs:
        yield stack_update(
            job.name,
            stack=job.names.stack("schedule"),
            artifact=BUILD_OUTPUT,
            template=template(job),
            role=arn.role(job.names.role("release")),
            image=image,
            version=version,
            order=1,
        )
