"""Systems -> build projects that take from a pipeline and hand on elsewhere, or the other way about."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import text

_PIPELINE = "CODEPIPELINE"


def _check(system: System) -> Iterator[Finding]:
    for project in system.of("AWS::CodeBuild::Project"):
        source, artifacts = (text(project.properties, key, "Type") for key in ("Source", "Artifacts"))
        if source and artifacts and source != artifacts and _PIPELINE in (source, artifacts):
            message = f"Source is of the type {source} and Artifacts of {artifacts}: both are CODEPIPELINE, or neither"
            yield Finding(project, message, ("Source", "Type"))


RULE = Rule(
    "project-source",
    "A build project takes its source from a pipeline and hands its files to one, or does neither.",
    "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Name: shop
-      Source: {Type: GITHUB, Location: "https://github.com/acme/shop"}
+      Source: {Type: CODEPIPELINE}
       Artifacts: {Type: CODEPIPELINE}
    """,
)
