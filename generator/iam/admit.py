"""What CodeBuild, and the commands that stand in the template, do with the admission's role."""

from __future__ import annotations

from collections.abc import Iterator

from generator.iam import shared
from generator.iam.arn import connection
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service

NAME = "admit"
_CLONE = "https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html#codebuild-role-connections"


def admit(service: Service) -> Principal:
    """Acts for our admission project alone."""
    return shared.of_project(NAME, service.names.admission_project, _calls(service))


def _calls(service: Service) -> Iterator[Call]:
    names = service.names
    yield from shared.build(names, NAME, write=False)
    use = {
        "codeconnections:UseConnection": "clones the main branch from GitHub",
        "codestar-connections:UseConnection": "clones the main branch from GitHub, by the service's former name",
    }
    yield from calls(NAME, use, [service.project.connection or connection(service.project.name)], _CLONE)
    yield from shared.tag_of_run(names, NAME)
