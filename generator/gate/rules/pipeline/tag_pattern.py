"""Systems -> triggers for tags whose patterns match no version: regular expressions, refs, capital letters.

A pattern is a glob on the tag's name: https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.action import PIPELINE
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands
from generator.gate.system import System
from generator.gate.value import mapping, mappings, sequence, text

_REGEX = re.compile(r"^\^|\$$|^v?\.\*|\\[dws]|\(\?|[\])][+?]")
"""What a glob may have, and means no more than itself there; a bracket and a star are a glob's too."""
_TAKES_SMALL = re.compile(r"#v\}|\^v|refs/tags/v")
"""A build that cuts a small v off the tag, or asks for one."""


def _check(system: System) -> Iterator[Finding]:
    takes_small = any(_TAKES_SMALL.search(commands(buildspec)) for buildspec in system.buildspecs)
    for pipeline in system.of(PIPELINE):
        for number, trigger in enumerate(mappings(pipeline.properties, "Triggers")):
            for index, push in enumerate(mappings(trigger, "GitConfiguration", "Push")):
                patterns = [text(each) for each in sequence(mapping(push, "Tags"), "Includes")]
                reasons = [_why(pattern, takes_small=takes_small) for pattern in patterns]
                if reasons and all(reasons):
                    told = "; ".join(f"'{pattern}' {why}" for pattern, why in zip(patterns, reasons, strict=True))
                    path = ("Triggers", number, "GitConfiguration", "Push", index, "Tags", "Includes")
                    yield Finding(pipeline, f"no tag starts it: {told}", path, "a glob on the tag's name, as v*")


def _why(pattern: str, *, takes_small: bool) -> str:
    """Why the tag of no version can match; nothing where one can."""
    if pattern.startswith("refs/"):
        return "is a ref, and a tag's name has no refs/tags/"
    if _REGEX.search(pattern):
        return "is a regular expression, and is read as a glob"
    if pattern.startswith("V") and takes_small:
        return "begins with a capital V, and the build takes tags with a small one"
    return ""


RULE = Rule(
    "tag-pattern",
    "A trigger for tags has a pattern that some version's tag matches.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html",
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
           GitConfiguration:
             SourceActionName: Source
-            Push: [{Tags: {Includes: ["^v[0-9]+$"]}}]
+            Push: [{Tags: {Includes: ["v*"]}}]
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/1
                 FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
    """,
)
