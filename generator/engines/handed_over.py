"""A service -> all that its build hands over: to its engine's deploy action, and to its jobs after that."""

from __future__ import annotations

from generator import naming
from generator.engines.catalog import engine_of
from generator.engines.ecs.hand_over import HAND_OVER, IMAGE_URI, VERSION
from generator.engines.engine import OUTPUT, HandOver
from generator.model.job import Job
from generator.model.service import Service
from generator.naming.path import template_path

__all__ = ["IMAGE_URI", "VERSION", "handed_over", "job_template"]


def handed_over(service: Service) -> HandOver:
    """The jobs' templates are the commit's, and so of one version with the image."""
    own = engine_of(service).hand_over(service)
    if not service.jobs:
        return own
    commands = (f"mkdir -p {OUTPUT}", *map(_copy, service.jobs), *HAND_OVER.commands)
    return HandOver(
        commands=(*own.commands, *(command for command in commands if command not in own.commands)),
        files=(*own.files, *map(job_template, service.jobs)),
        exported=HAND_OVER.exported,
    )


def job_template(job: Job) -> str:
    """The template of what a release gives a new image, in the build's output."""
    return f"{job.name}.template"


def _copy(job: Job) -> str:
    """Whichever format it is in: there is one file, as YAML or as JSON, which is YAML too."""
    path = template_path(job.project.name, job.environment.name, "schedule", "*", job.name)
    return f"cp {naming.OUTPUT_FOLDER}/{path} {OUTPUT}/{job_template(job)}"
