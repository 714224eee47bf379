"""The CodePipeline pipeline: a tag or a branch, a build, perhaps a person, a release."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from troposphere import Ref
from troposphere.codepipeline import (
    Actions,
    ActionTypeId,
    ArtifactStore,
    EncryptionKey,
    GitBranchFilterCriteria,
    GitConfiguration,
    GitFilePathFilterCriteria,
    GitPushFilter,
    GitTagFilterCriteria,
    InputArtifacts,
    OutputArtifacts,
    Pipeline,
    PipelineTriggerDeclaration,
    Stages,
    VariableDeclaration,
)

from generator.model.service import Service
from generator.naming import logical
from generator.resources.admission import COMMIT
from generator.resources.release_tag import (
    BEFORE_TOO,
    BEFORE_VARIABLE,
    NO_RELEASE,
    NOT_BEFORE,
    RELEASE_VARIABLE,
    SOURCE,
)

SOURCE_NAMESPACE = "SourceVariables"
SOURCE_OUTPUT = "SourceOutput"
BUILD_OUTPUT = "BuildOutput"
BUILD_NAMESPACE = "Build"
MAIN = "Main"
MAIN_OUTPUT = "MainOutput"


def action_type(category: str, provider: str) -> ActionTypeId:
    """One of AWS's own actions."""
    return ActionTypeId(Category=category, Owner="AWS", Provider=provider, Version="1")


def pipeline(
    service: Service,
    role: Any,
    bucket: Any,
    key: Any,
    connection: Any,
    topic: Any,
    deploy: Sequence[Actions],
    *,
    leaves_files: bool,
    jobs: Sequence[Actions] = (),
) -> Pipeline:
    """``deploy`` are the engine's actions, and ``jobs`` those that come after a release has succeeded.

    Either takes files of the build where it ``leaves_files``.

    V2, since only V2 has triggers on tags. Every tag gets its release, one after the other; on a branch
    only the newest commit counts. https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
    """
    trigger = service.environment.trigger
    sources = [_pushed(service)] if service.is_pushed else [_source(service, connection)]
    if service.is_admitted:
        sources.append(_main(service, connection))
    build = "Find" if service.is_pushed else "Promote" if service.is_promoted else "Build"
    stages = [
        Stages(Name="Source", Actions=sources),
        *([Stages(Name="Admit", Actions=[_admit()])] if service.is_admitted else []),
        Stages(Name=build, Actions=[_build(build, leaves_files=leaves_files, exports=bool(jobs) or not leaves_files)]),
        *([Stages(Name="Approval", Actions=[_approval(service, topic)])] if service.environment.approval else []),
        *([Stages(Name="Before", Actions=[_before()])] if service.release.before else []),
        Stages(Name="Deploy", Actions=[*deploy]),
        *([Stages(Name="Jobs", Actions=[*jobs])] if jobs else []),
    ]
    return Pipeline(
        logical.PIPELINE,
        Name=service.names.pipeline,
        PipelineType="V2",
        ExecutionMode="QUEUED" if trigger.tag else "SUPERSEDED",
        RoleArn=role,
        ArtifactStore=ArtifactStore(Type="S3", Location=bucket, EncryptionKey=EncryptionKey(Id=key, Type="KMS")),
        **({} if service.is_pushed else {"Triggers": [_trigger(service)]}),
        Variables=list(_declared(service)),
        Stages=stages,
    )


def _declared(service: Service) -> Iterator[VariableDeclaration]:
    """What somebody who starts the pipeline by hand may say."""
    yield VariableDeclaration(
        Name=RELEASE_VARIABLE,
        DefaultValue=NO_RELEASE,
        Description="The version to release when the pipeline is started by hand, such as v1.2.3",
    )
    if service.release.before:
        yield VariableDeclaration(
            Name=BEFORE_VARIABLE,
            DefaultValue=NOT_BEFORE,
            Description=f"{BEFORE_TOO}: run what comes before a release also for a version that is released again",
        )


def _trigger(service: Service) -> PipelineTriggerDeclaration:
    """The provider has this name for connections of either kind. Files filter branches, and no tags.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
    """
    trigger = service.trigger
    if trigger.tag:
        push = GitPushFilter(Tags=GitTagFilterCriteria(Includes=[trigger.tag]))
    else:
        files = {"FilePaths": GitFilePathFilterCriteria(Includes=list(service.watched))} if service.watched else {}
        push = GitPushFilter(Branches=GitBranchFilterCriteria(Includes=[trigger.branch]), **files)
    return PipelineTriggerDeclaration(
        ProviderType="CodeStarSourceConnection",
        GitConfiguration=GitConfiguration(SourceActionName=SOURCE, Push=[push]),
    )


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
    return _fetch(service, connection, MAIN, service.project.git.main, "CODEBUILD_CLONE_REF", MAIN_OUTPUT)


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


_RUN = {
    "PIPELINE_EXECUTION_ID": "#{codepipeline.PipelineExecutionId}",
    RELEASE_VARIABLE: f"#{{variables.{RELEASE_VARIABLE}}}",
}
"""What exists in every run.

The build asks for the tag by the run's id, instead of being given ``#{SourceVariables.TagName}``: a run that no tag
started has no such variable, and an action that names a variable that does not exist fails before it starts.
https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
"""


def _admit() -> Actions:
    """The commit is the one that the build takes, by whatever the run was started."""
    run = {**_RUN, COMMIT: f"#{{{SOURCE_NAMESPACE}.CommitId}}"}
    return Actions(
        Name="Admit",
        ActionTypeId=action_type("Build", "CodeBuild"),
        Configuration={"ProjectName": Ref(logical.ADMISSION_PROJECT), "EnvironmentVariables": _variables(run)},
        InputArtifacts=[InputArtifacts(Name=MAIN_OUTPUT)],
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


_TOLD = {
    "Find": {"SOURCE_DIGEST": f"#{{{SOURCE_NAMESPACE}.ImageDigest}}"},
    "Promote": {COMMIT: f"#{{{SOURCE_NAMESPACE}.CommitId}}"},
}
"""Stage that builds nothing -> which image it is told to look for."""


def _build(name: str, *, leaves_files: bool, exports: bool) -> Actions:
    """What it hands over are files, or the variables that its buildspec exports, or both."""
    run = {**_RUN, **_TOLD.get(name, {})}
    files = {"OutputArtifacts": [OutputArtifacts(Name=BUILD_OUTPUT)]} if leaves_files else {}
    left = {**files, **({"Namespace": BUILD_NAMESPACE} if exports else {})}
    return Actions(
        Name=name,
        ActionTypeId=action_type("Build", "CodeBuild"),
        Configuration={"ProjectName": Ref(logical.BUILD_PROJECT), "EnvironmentVariables": _variables(run)},
        InputArtifacts=[InputArtifacts(Name=SOURCE_OUTPUT)],
        **left,
        RunOrder=1,
    )


def _before() -> Actions:
    """Every CodeBuild action has an artifact; this one looks into none, but at the commit that it is of."""
    run = {
        **_RUN,
        BEFORE_VARIABLE: f"#{{variables.{BEFORE_VARIABLE}}}",
    }
    return Actions(
        Name="Before",
        ActionTypeId=action_type("Build", "CodeBuild"),
        Configuration={"ProjectName": Ref(logical.BEFORE_PROJECT), "EnvironmentVariables": _variables(run)},
        InputArtifacts=[InputArtifacts(Name=SOURCE_OUTPUT)],
        RunOrder=1,
    )


def _variables(values: Mapping[str, str]) -> str:
    return json.dumps([{"name": name, "value": value, "type": "PLAINTEXT"} for name, value in values.items()])


def _approval(service: Service, topic: Any) -> Actions:
    """A person looks at the build and says yes.

    https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-action-add.html
    """
    return Actions(
        Name="Approve",
        ActionTypeId=action_type("Approval", "Manual"),
        Configuration={
            "NotificationArn": topic,
            "CustomData": f"Release {service.project.name} to {service.environment.name}?",
        },
        RunOrder=1,
    )
