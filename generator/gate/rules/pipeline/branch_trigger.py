"""Hand-written pipelines -> those that a push to a branch starts, and no tag."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, mappings, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        if action.provider != "CodeStarSourceConnection" or mappings(action.pipeline.properties, "Triggers"):
            continue
        known = not is_unknown(action.configuration, "DetectChanges")
        if not known or text(action.configuration, "DetectChanges").lower() == "false":
            continue
        branch = text(action.configuration, "BranchName")
        message = f"every push to {branch} starts the pipeline, and a tag starts nothing: there is no trigger"
        hint = "pipelineType V2, and a trigger with push, tags, includes"
        yield Finding(action.pipeline, message, (*action.path, "Configuration", "BranchName"), hint)


RULE = Rule(
    "branch-trigger",
    "A pipeline that is to release by tag has a trigger for tags; without triggers it starts at every push.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
+      PipelineType: V2
+      Triggers:
+        - ProviderType: CodeStarSourceConnection
+          GitConfiguration: {SourceActionName: Source, Push: [{Tags: {Includes: ["v*"]}}]}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/1
                 FullRepositoryId: acme/shop
                 BranchName: main
+                DetectChanges: "false"
    """,
    severity=Severity.ADVICE,
)
