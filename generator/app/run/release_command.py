"""A service and a tag -> the command that releases that: by its pipeline, or by an image where it has none."""

from __future__ import annotations

import shlex

from generator.model.service import Service
from generator.resources.release_tag import RELEASE_VARIABLE


def release_command(file: str, service: Service, tag: str = "") -> str:
    """A line for a shell, where the spec is in ``file``. ``ADDRESS`` and what is after it are the user's to fill in.

    Without a tag the pipeline releases the newest commit of its branch.
    https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
    """
    project = service.project
    if service.release.pipeline:
        variable = f" --variables name={RELEASE_VARIABLE},value={shlex.quote(tag)}" if tag else ""
        start = f"aws codepipeline start-pipeline-execution --region {project.region}"
        return f"{start} --name {service.names.pipeline}{variable}"
    which = f" -s {service.name}" if len(project.services) > 1 else ""
    version = f" --version {shlex.quote(tag)}" if tag else ""
    deploy = f"canaryform deploy {shlex.quote(file)} -e {project.environment.name}{which}"
    return f"{deploy} --image ADDRESS@sha256:...{version}"
