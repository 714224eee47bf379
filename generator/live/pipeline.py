"""The pipeline as CodePipeline has it: its stages, its runs, and the start of one.

https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from generator.live.client import Aws, AwsError
from generator.resources.release_tag import BEFORE_TOO, BEFORE_VARIABLE, RELEASE_VARIABLE, SOURCE


@dataclass(frozen=True)
class PipelineAction:
    """One action, by its latest run."""

    name: str
    status: str
    """``InProgress``, ``Succeeded``, ``Failed``, ``Abandoned``; empty when it never ran."""
    summary: str
    error: str
    url: str
    """Where it can be looked at: the build, the deployment."""
    changed: datetime | None
    is_asking: bool
    """Whether a person has to approve or reject it now."""


@dataclass(frozen=True)
class PipelineStage:
    """One stage, by its latest run."""

    name: str
    status: str
    """``InProgress``, ``Succeeded``, ``Failed``, ``Stopped`` ...; empty when it never ran."""
    execution: str
    """The id of the run that it belongs to."""
    actions: tuple[PipelineAction, ...]
    disabled: str
    """Why nothing may enter the stage; empty when it may."""
    waiting: tuple[str, ...]
    """The ids of runs that wait to enter it."""


@dataclass(frozen=True)
class Pipeline:
    """A pipeline and what it does now."""

    name: str
    region: str
    stages: tuple[PipelineStage, ...]

    @property
    def console_url(self) -> str:
        """Where a person looks at it, approves and retries."""
        return console_url(self.name, self.region)

    @property
    def asking(self) -> PipelineStage | None:
        """The stage that waits for a person."""
        return next((stage for stage in self.stages if any(action.is_asking for action in stage.actions)), None)


@dataclass(frozen=True)
class PipelineExecution:
    """One run of a pipeline."""

    id: str
    status: str
    """``InProgress``, ``Succeeded``, ``Failed``, ``Stopped``, ``Stopping``, ``Superseded``, ``Cancelled``."""
    trigger: str
    """``WebhookV2``, ``StartPipelineExecution``, ``CreatePipeline`` ..."""
    started: datetime | None
    revision: str
    """The commit, and the first line of its message."""
    commit: str = ""
    """All of the commit's id; an image's digest where the source is an image."""


def console_url(name: str, region: str) -> str:
    """The page of the console for a pipeline of that name, be it there or not."""
    return f"https://{region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/{name}/view?region={region}"


def find_pipeline(aws: Aws, name: str) -> Pipeline | None:
    """The pipeline of that name; None when there is none."""
    try:
        state = aws.call(aws.client("codepipeline").get_pipeline_state, name=name)
    except AwsError as error:
        if error.code == "PipelineNotFoundException":
            return None
        raise
    return Pipeline(name, aws.region, tuple(map(_stage, state.get("stageStates", ()))))


def executions(aws: Aws, name: str, number: int) -> tuple[PipelineExecution, ...]:
    """Its last ``number`` runs, the newest first.

    https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelineExecutions.html
    """
    rows = aws.pages(
        "codepipeline",
        "list_pipeline_executions",
        "pipelineExecutionSummaries",
        pipelineName=name,
        PaginationConfig={"PageSize": number},
    )
    return tuple(map(_execution, islice(rows, number)))


def tagged_commit(aws: Aws, name: str, tag: str) -> str:
    """The commit of the last run that the push of ``tag`` started; empty when none of its twelve months did.

    https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
    """
    rows = aws.pages("codepipeline", "list_action_executions", "actionExecutionDetails", pipelineName=name)
    for row in rows:
        found = row.get("output", {}).get("outputVariables", {})
        if row.get("actionName") == SOURCE and found.get("TagName") == tag and found.get("CommitId"):
            return str(found["CommitId"])
    return ""


def start_release(
    aws: Aws, name: str, release: str, commit: str, *, with_before: bool = False, is_image: bool = False
) -> str:
    """Start a run that releases the image of the tag ``release`` with the files of ``commit``; the run's id.

    Of a source that ``is_image``, ``commit`` is the image's digest.

    ``with_before``: what the pipeline runs before a release runs before this one too.

    A commit may be on any branch: https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
    """
    variables = {RELEASE_VARIABLE: release, **({BEFORE_VARIABLE: BEFORE_TOO} if with_before else {})}
    revision = {
        "actionName": SOURCE,
        "revisionType": "IMAGE_DIGEST" if is_image else "COMMIT_ID",
        "revisionValue": commit,
    }
    answer = aws.call(
        aws.client("codepipeline").start_pipeline_execution,
        name=name,
        variables=[{"name": key, "value": value} for key, value in variables.items()],
        sourceRevisions=[revision],
    )
    return str(answer["pipelineExecutionId"])


def _stage(state: dict[str, Any]) -> PipelineStage:
    latest, inbound = state.get("latestExecution", {}), state.get("inboundTransitionState", {})
    is_open = inbound.get("enabled", True)
    waiting = state.get("inboundExecutions", ())
    return PipelineStage(
        name=state.get("stageName", ""),
        status=latest.get("status", ""),
        execution=latest.get("pipelineExecutionId", ""),
        actions=tuple(map(_action, state.get("actionStates", ()))),
        disabled="" if is_open else inbound.get("disabledReason") or "disabled without a reason",
        waiting=tuple(each["pipelineExecutionId"] for each in waiting),
    )


def _action(state: dict[str, Any]) -> PipelineAction:
    latest = state.get("latestExecution", {})
    status = latest.get("status", "")
    return PipelineAction(
        name=state.get("actionName", ""),
        status=status,
        summary=latest.get("summary", ""),
        error=latest.get("errorDetails", {}).get("message", ""),
        url=latest.get("externalExecutionUrl") or state.get("entityUrl", ""),
        changed=latest.get("lastStatusChange"),
        # Only an approval has a token, and keeps its last one:
        # https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionExecution.html
        is_asking=status == "InProgress" and "token" in latest,
    )


def _execution(summary: dict[str, Any]) -> PipelineExecution:
    revisions = (each for each in summary.get("sourceRevisions", ()) if each.get("actionName") == SOURCE)
    released: dict[str, Any] = next(revisions, {})
    words = (released.get("revisionId", "")[:8], released.get("revisionSummary", ""))
    return PipelineExecution(
        id=summary.get("pipelineExecutionId", ""),
        status=summary.get("status", ""),
        trigger=summary.get("trigger", {}).get("triggerType", ""),
        started=summary.get("startTime"),
        revision=" ".join(word for word in words if word),
        commit=released.get("revisionId", ""),
    )
