"""Systems -> builds of a tag that do not look whether it is a version, or look for another kind of tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.build import builds_of
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands, phase_commands
from generator.gate.subject import SideFile
from generator.gate.system import Resource, System
from generator.gate.trigger import pushes
from generator.gate.value import is_literal, sequence, text
from generator.problems import Severity

_DIGITS = re.compile(r"\[0-9\]|\\d|\[\[:digit:\]\]|semver", re.I)
_LOOKS = re.compile(r"\bgrep\b|=~|\bcase\b|\bexpr\b|\bsemver\b|\bre\.(?:full)?match\b")
_USES_TAG = re.compile(
    r"TagName|CODEBUILD_WEBHOOK_TRIGGER|\bgit\s+(?:describe|tag)\b|\$\{?(?:\w*_)?(?:RELEASE|TAG_NAME)\b"
)
_WHOLE = re.compile(
    r"\$\{?\w*(?:TAG|REF|RELEASE)\w*\}?\"?\s*(?:=~\s*|\|\s*grep\s+-\w+\s+)[\"']?(?P<pattern>\^\S+?)[\"']?(?:\s|$)"
)
_SAMPLE = "1.2.3"
_DEAD = re.compile(r"\bfalse\s*&&.*?(?=;\s*(?:then|fi)\b|\Z)|\bif\s+false\s*;.*?\bfi\b", re.S)
_CUTS = re.compile(r"\$\{(\w*(?:TAG|REF|RELEASE|VERSION)\w*)##?(?P<prefix>[\w.-]+)\}")
_WILD = re.compile(r"[*?\[{]")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        pipelines = {action.pipeline.token: action.pipeline for action in builds_of(system, buildspec)}
        globs = [glob for pipeline in pipelines.values() for glob in _globs(pipeline)]
        if globs and all(map(is_literal, globs)):
            yield from _of_build(buildspec, globs)


def _globs(pipeline: Resource) -> Iterator[str]:
    """The patterns of the tags that start it."""
    for _, push in pushes(pipeline):
        yield from map(text, sequence(push, "Tags", "Includes"))


def _of_build(buildspec: SideFile, globs: list[str]) -> Iterator[Finding]:
    script = commands(buildspec)
    alive = _DEAD.sub("", script)
    looks = any(_DIGITS.search(part) for part in _checks(alive))
    if not looks and _USES_TAG.search(script) and any("[" not in glob for glob in globs):
        message = f"releases whatever tag {' or '.join(globs)} fits: no command looks whether it is a version"
        yield Finding(buildspec, message, ("phases",), "compare the tag with the pattern of https://semver.org")
    prefixes = [_WILD.split(glob, maxsplit=1)[0] for glob in globs]
    for phase, index, command in phase_commands(buildspec):
        for match in _CUTS.finditer(command):
            cut = match["prefix"]
            if not any(prefix.startswith(cut) or cut.startswith(prefix) for prefix in prefixes):
                message = f"takes '{cut}' from the tag, but the pipeline starts by {' or '.join(globs)}: none fits"
                path = ("phases", phase, "commands", index)
                yield Finding(buildspec, message, path, severity=Severity.ERROR)
        for match in _WHOLE.finditer(command) if not _CUTS.search(script) else ():
            if not any(_fits(match["pattern"], prefix + _SAMPLE) for prefix in prefixes):
                message = f"wants tags of {match['pattern']}, and {prefixes[0]}{_SAMPLE} is none: every release fails"
                path = ("phases", phase, "commands", index)
                yield Finding(buildspec, message, path, severity=Severity.ERROR)


def _fits(pattern: str, tag: str) -> bool:
    try:
        return re.search(pattern.replace("[[:digit:]]", "[0-9]"), tag) is not None
    except re.error:
        return True


def _checks(script: str) -> Iterator[str]:
    """The parts of a script that compare something with a pattern."""
    joined = re.sub(r"https?://\S+", "", script.replace("\\\n", " "))
    for line in joined.splitlines():
        if _LOOKS.search(line):
            yield line
    yield from re.findall(r"\bcase\b.*?\besac\b", joined, re.S)


RULE = Rule(
    "version-check",
    "A build that a tag starts looks whether the tag is a version, of the kind that starts it.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html",
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
       commands:
         - TAG="${CODEBUILD_WEBHOOK_TRIGGER#tag/}"
+        - '[[ "$TAG" =~ ^v[0-9]+[.][0-9]+[.][0-9]+$ ]]'
         - make release
    """,
    severity=Severity.WARNING,
)
