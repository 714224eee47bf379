"""Systems -> pipelines with no place for what their actions hand over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import PIPELINE
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, lacks, mapping, mappings, text


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        if all(lacks(store, "Location") for store, _ in _stores(pipeline)):
            message = (
                "a pipeline needs an artifact store: CodePipeline refuses one without, even where images are in ECR"
            )
            yield Finding(pipeline, message)
        for store, path in _stores(pipeline):
            location, kind = text(store, "Location"), text(store, "EncryptionKey", "Type")
            if location.startswith("arn:") or location.endswith("|Arn}"):
                message = "Location is the name of a bucket, and here its ARN"
                yield Finding(pipeline, message, (*path, "Location"))
            if is_literal(kind) and kind != "KMS":
                yield Finding(pipeline, f"the Type of a key is KMS, not {kind}", (*path, "EncryptionKey", "Type"))


def _stores(pipeline: Resource) -> Iterator[tuple[Mapping[str, Any], Path]]:
    yield mapping(pipeline.properties, "ArtifactStore"), ("ArtifactStore",)
    for index, item in enumerate(mappings(pipeline.properties, "ArtifactStores")):
        yield mapping(item, "ArtifactStore"), ("ArtifactStores", index, "ArtifactStore")


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
