"""The CodePipeline pipeline: a tag or a branch, a build, perhaps a person, a release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from troposphere.codepipeline import (
    Actions,
    ArtifactStore,
    EncryptionKey,
    GitBranchFilterCriteria,
    GitConfiguration,
    GitFilePathFilterCriteria,
    GitPushFilter,
    GitTagFilterCriteria,
    Pipeline,
    PipelineTriggerDeclaration,
    Stages,
    VariableDeclaration,
)

from generator.model.service import Service
from generator.naming import logical
from generator.resources.action_type import action_type
from generator.resources.codebuild_action import admit_action, before_action, build_action
from generator.resources.release_tag import (
    BEFORE_TOO,
    BEFORE_VARIABLE,
    NO_RELEASE,
    NOT_BEFORE,
    RELEASE_VARIABLE,
    SOURCE,
)
from generator.resources.source_action import source_actions


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
    build = build_action(service, leaves_files=leaves_files, exports=bool(jobs) or not leaves_files)
    return Pipeline(
        logical.PIPELINE,
        Name=service.names.pipeline,
        PipelineType="V2",
        ExecutionMode="QUEUED" if service.environment.trigger.tag else "SUPERSEDED",
        RoleArn=role,
        ArtifactStore=ArtifactStore(Type="S3", Location=bucket, EncryptionKey=EncryptionKey(Id=key, Type="KMS")),
        **({} if service.is_pushed else {"Triggers": [_trigger(service)]}),
        Variables=list(_declared(service)),
        Stages=[
            Stages(Name="Source", Actions=[*source_actions(service, connection)]),
            *([Stages(Name="Admit", Actions=[admit_action()])] if service.is_admitted else []),
            Stages(Name=build.Name, Actions=[build]),
            *([Stages(Name="Approval", Actions=[_approval(service, topic)])] if service.environment.approval else []),
            *([Stages(Name="Before", Actions=[before_action()])] if service.release.before else []),
            Stages(Name="Deploy", Actions=[*deploy]),
            *([Stages(Name="Jobs", Actions=[*jobs])] if jobs else []),
        ],
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
