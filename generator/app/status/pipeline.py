"""An environment's pipeline -> its stages, and whether one of them failed in a way that matters."""

from __future__ import annotations

from dataclasses import dataclass

from generator.live.client import Aws
from generator.live.pipeline import Pipeline, PipelineExecution, PipelineStage, executions, find_pipeline
from generator.model.service import Service


@dataclass(frozen=True)
class PipelineState:
    """The pipeline and its newest run."""

    pipeline: Pipeline
    newest: PipelineExecution | None

    @property
    def failed(self) -> tuple[PipelineStage, ...]:
        """The stages whose latest run failed, but for :attr:`is_first_run`."""
        if self.is_first_run:
            return ()
        return tuple(stage for stage in self.pipeline.stages if stage.status == "Failed")

    @property
    def is_first_run(self) -> bool:
        """Whether nothing has run but what CodePipeline starts by itself when a pipeline is made.

        Where tags trigger, that run has none and fails in Admit, which is harmless.
        https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-about-starting.html
        """
        return self.newest is not None and self.newest.trigger == "CreatePipeline"


def pipeline_state(aws: Aws, service: Service) -> PipelineState | None:
    """The pipeline now; None before it is deployed."""
    found = find_pipeline(aws, service.names.pipeline)
    if found is None:
        return None
    newest = executions(aws, found.name, 1)
    return PipelineState(found, newest[0] if newest else None)
