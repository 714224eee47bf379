"""The pipeline's stages -> the action that failed last, what its words mean, and stages that nothing may enter."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok, unknown
from generator.app.doctor.remedy import failure
from generator.live.pipeline import Pipeline, PipelineStage, find_pipeline


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    name = context.service.names.pipeline
    if not context.service.release.pipeline:
        yield ok("no pipeline is asked for: `canaryform deploy --image` releases")
        return
    pipeline = context.ask(find_pipeline, name)
    if pipeline is None:
        yield not_yet(f"there is no pipeline {name}")
        return
    found = [finding for stage in pipeline.stages for finding in _faults(context, stage)]
    yield from found
    if pipeline.asking:
        yield unknown(f"{name} waits in {pipeline.asking.name} for somebody to say yes: {pipeline.console_url}")
    elif not found:
        yield ok(f"no action of {name} failed{_last(pipeline)}")


def _faults(context: DiagnosisContext, stage: PipelineStage) -> Iterator[Finding]:
    name = context.service.names.pipeline
    if stage.disabled:
        mend = context.aws(
            "codepipeline enable-stage-transition",
            f"--pipeline-name {name} --stage-name {stage.name} --transition-type Inbound",
        )
        yield failed(f"nothing may enter the stage {stage.name}", f"GetPipelineState: {stage.disabled}", mend)
    for action in stage.actions:
        if action.status == "Failed" and stage.status == "Failed":
            said = " ".join(filter(None, [action.error, action.summary])) or "GetPipelineState: no words"
            what = f"{stage.name} failed in its action {action.name}"
            retry = context.aws(
                "codepipeline retry-stage-execution",
                f"--pipeline-name {name} --stage-name {stage.name}",
                f"--pipeline-execution-id {stage.execution} --retry-mode FAILED_ACTIONS",
            )
            yield failure(context, what, said, retry)


def _last(pipeline: Pipeline) -> str:
    ran = [stage for stage in pipeline.stages if stage.status]
    return f"; {ran[-1].name} is {ran[-1].status}" if ran else ", and none ran yet"


CHECK = Check(
    "pipeline-run",
    "the pipeline's last run",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html",
    _examine,
)
