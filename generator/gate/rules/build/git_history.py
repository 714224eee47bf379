"""Systems -> builds that ask git about a source which is not a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.build import sources_of
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
from generator.gate.system import System
from generator.gate.value import setting

_ASKS = re.compile(
    r"(?:^|[;&|(`]|\$\()\s*git\s+(?:describe|log|tag|rev-parse|rev-list|diff|show|branch|status|ls-files|fetch|pull)\b",
    re.M,
)
_MAKES_ONE = re.compile(r"\bgit\s+(?:clone|init)\b")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        sources = sources_of(system, buildspec)
        if not sources or _MAKES_ONE.search(commands(buildspec)):
            continue
        formats = {setting(source.configuration, "CODE_ZIP", "OutputArtifactFormat") for source in sources}
        if formats != {"CODE_ZIP"}:
            continue
        for phase, index, command in phase_commands(buildspec):
            match = _ASKS.search(command)
            if match and "||" not in command[match.end() :].split("\n")[0]:
                message = (
                    f"runs `{match[0].lstrip('$(`;&| ').strip()}`, but the source comes as a ZIP without .git: it fails"
                )
                hint = "use CODEBUILD_RESOLVED_SOURCE_VERSION, or OutputArtifactFormat: CODEBUILD_CLONE_REF"
                yield Finding(buildspec, message, ("phases", phase, "commands", index), hint)


RULE = Rule(
    "git-history",
    "A build asks git only where its source is a clone.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
       Name: shop
       Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
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
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
                 ConnectionArn: {Ref: Connection}
+                OutputArtifactFormat: CODEBUILD_CLONE_REF
               OutputArtifacts: [{Name: Source}]
         - Name: Approve
           Actions:
             - Name: Approve
               ActionTypeId: {Category: Approval, Owner: AWS, Provider: Manual, Version: "1"}
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: shop}
               InputArtifacts: [{Name: Source}]
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands: ["COMMIT=$(git rev-parse HEAD)"]
    """,
)
