"""Systems -> pipelines that fail whenever a person starts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        for key, value in action.configuration.items():
            if isinstance(value, str) and re.search(r"#\{\w+\.TagName\}", value):
                message = (
                    f"{action.name} refers to TagName, which only a run that a tag started has: a manual run fails"
                )
                hint = "ask for the tag in the build, with codepipeline:ListActionExecutions"
                severity = Severity.WARNING if action.pipeline.template.is_written else None
                yield Finding(action.pipeline, message, (*action.path, "Configuration", key), hint, severity)


RULE = Rule(
    "tag-variable",
    "No action refers to a variable that a run started by hand does not have.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       PipelineType: V2
       ArtifactStore: {Type: S3, Location: artifacts}
       Triggers:
         - ProviderType: CodeStarSourceConnection
           GitConfiguration: {SourceActionName: Source, Push: [{Tags: {Includes: ["v*"]}}]}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               Namespace: SourceVariables
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/1
                 FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration:
                 ProjectName: shop
-                EnvironmentVariables: '[{"name": "TAG", "value": "#{SourceVariables.TagName}"}]'
+                EnvironmentVariables: '[{"name": "RUN", "value": "#{codepipeline.PipelineExecutionId}"}]'
    """,
)
