"""Systems -> pipelines with no place for what their actions hand over."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import lacks, mapping, mappings


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        stores = [mapping(pipeline.properties, "ArtifactStore")]
        stores += [mapping(item, "ArtifactStore") for item in mappings(pipeline.properties, "ArtifactStores")]
        if all(lacks(store, "Location") for store in stores):
            message = (
                "a pipeline needs an artifact store: CodePipeline refuses one without, even where images are in ECR"
            )
            yield Finding(pipeline, message)


RULE = Rule(
    "artifact-store",
    "Every pipeline has an artifact store.",
    "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
+      ArtifactStore: {Type: S3, Location: artifacts}
       Stages: []
    """,
)
