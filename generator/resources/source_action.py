"""What a release is made of, a commit or an image -> the actions that fetch it, as the pipeline's first stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere.codepipeline import Actions, OutputArtifacts

from generator.model.service import Service
from generator.resources.action_type import action_type
from generator.resources.release_tag import SOURCE

SOURCE_NAMESPACE = "SourceVariables"
SOURCE_OUTPUT = "SourceOutput"
MAIN_OUTPUT = "MainOutput"
_MAIN = "Main"


def source_actions(service: Service, connection: Any) -> Iterator[Actions]:
    """The commit by the ``connection``, or the image of ECR; with what the commit is admitted by."""
    yield _pushed(service) if service.is_pushed else _source(service, connection)
    if service.is_admitted:
        yield _main(service, connection)


def _source(service: Service, connection: Any) -> Actions:
    """A branch must be named even where tags trigger: it is what a run started by hand takes.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
    """
    branch = service.trigger.branch_or(service.project.git.main)
    return _fetch(service, connection, SOURCE, branch, "CODE_ZIP", SOURCE_OUTPUT, SOURCE_NAMESPACE)


def _main(service: Service, connection: Any) -> Actions:
    """The history that a commit has to be in, as a clone: only CodeBuild can take one, with rights to the connection.

    An action of its own: so what is checked out beside that history is the branch and not the commit in question, and
    the build goes on with files alone.
    https://docs.aws.amazon.com/codepipeline/latest/userguide/tutorials-github-gitclone.html
    """
    return _fetch(service, connection, _MAIN, service.project.git.main, "CODEBUILD_CLONE_REF", MAIN_OUTPUT)


def _fetch(
    service: Service, connection: Any, name: str, branch: str | None, form: str, output: str, namespace: str = ""
) -> Actions:
    return Actions(
        Name=name,
        **({"Namespace": namespace} if namespace else {}),
        ActionTypeId=action_type("Source", "CodeStarSourceConnection"),
        Configuration={
            "ConnectionArn": connection,
            "FullRepositoryId": service.project.repository,
            "BranchName": branch,
            "DetectChanges": "false",
            "OutputArtifactFormat": form,
        },
        OutputArtifacts=[OutputArtifacts(Name=output)],
        RunOrder=1,
    )


def _pushed(service: Service) -> Actions:
    """The image of the digest that the run was started with; its rule says it (``image_push.py``).

    Started without one, it takes the tag ``latest``, and the next stage ends the run.
    https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html
    """
    return Actions(
        Name=SOURCE,
        Namespace=SOURCE_NAMESPACE,
        ActionTypeId=action_type("Source", "ECR"),
        Configuration={"RepositoryName": service.image_repository},
        OutputArtifacts=[OutputArtifacts(Name=SOURCE_OUTPUT)],
        RunOrder=1,
    )
