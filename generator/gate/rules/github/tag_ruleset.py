"""Systems -> rulesets that let the tags of releases be moved or deleted, or be made by nobody or by all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.gate.action import PIPELINE
from generator.gate.github_check import fits
from generator.gate.rule import Finding, Rule
from generator.gate.ruleset import Ruleset, rulesets
from generator.gate.system import System
from generator.gate.tag_glob import versions
from generator.gate.trigger import pushes
from generator.gate.value import at, sequence, texts
from generator.problems import Severity

_PREFIX = "refs/tags/"
_TRIED = 20
_KEPT = {"deletion": "deleted", "update": "moved to another commit"}


def _check(system: System) -> Iterator[Finding]:
    active = [each for each in rulesets(system) if each.target == "tag" and each.enforcement == "active"]
    tags = _released(system)
    for ruleset in active:
        covered = [tag for tag in tags if _covers(ruleset, tag)]
        if covered and any(ruleset.rules("creation")) and not sequence(ruleset.file.data, "bypass_actors"):
            message = f"lets nobody make a tag such as {covered[0]}: no release begins"
            yield Finding(ruleset.file, message, ("rules",), "name who may in bypass_actors", Severity.ERROR)
    if not active or not tags:
        return
    if not any(_covers(ruleset, tag) for ruleset in active for tag in tags):
        message = f"a tag such as {tags[0]} starts a release, and no ruleset keeps it from being moved or deleted"
        yield Finding(active[0].file, message, ("conditions", "ref_name", "include"))
        return
    covering = [ruleset for ruleset in active if any(_covers(ruleset, tag) for tag in tags)]
    for kind, what in _KEPT.items():
        if not any(True for ruleset in covering for _ in ruleset.rules(kind)):
            message = f"the tag of a release can be {what}: what was released is no longer what the tag says"
            yield Finding(covering[0].file, message, ("rules",), f'add {{"type": "{kind}"}}')
    if not any(True for ruleset in covering for _ in ruleset.rules("creation")):
        message = f"whoever may write to the repository may make a tag such as {tags[0]}, and so a release"
        hint = 'add a ruleset with {"type": "creation"}, and in its bypass_actors who may'
        yield Finding(covering[0].file, message, ("rules",), hint, Severity.ADVICE)


def _released(system: System) -> list[str]:
    """Tags of versions, some for each pattern, that start a pipeline."""
    found: list[str] = []
    for pipeline in system.of(PIPELINE):
        for _, push in pushes(pipeline):
            for pattern in texts(at(push.get("Tags"), "Includes")):
                found += islice(versions(pattern), _TRIED)
    return found


def _covers(ruleset: Ruleset, tag: str) -> bool:
    excluded = texts(at(ruleset.file.data, "conditions", "ref_name", "exclude"))
    return _is_among(tag, ruleset.refs) and not _is_among(tag, excluded)


def _is_among(tag: str, refs: list[str]) -> bool:
    return "~ALL" in refs or fits([ref.removeprefix(_PREFIX) for ref in refs if ref.startswith(_PREFIX)], tag)


RULE = Rule(
    "tag-ruleset",
    "Rulesets for tags keep those that start releases from being moved or deleted, and say who makes them.",
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       PipelineType: V2
       ExecutionMode: QUEUED
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
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/7d0d5c4e
                 FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
               OutputArtifacts: [{Name: Source}]
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
               Configuration: {ProjectName: shop}
               InputArtifacts: [{Name: Source}]
 tags.json:
   name: tags
   target: tag
   enforcement: active
-  conditions: {ref_name: {include: ["refs/tags/release-*"], exclude: []}}
+  conditions: {ref_name: {include: ["refs/tags/v*"], exclude: []}}
   rules: [{type: deletion}, {type: update}]
 releasers.json:
   name: releasers
   target: tag
   enforcement: active
   bypass_actors: [{actor_id: 2, actor_type: RepositoryRole, bypass_mode: always}]
   conditions: {ref_name: {include: ["refs/tags/v*"], exclude: []}}
   rules: [{type: creation}]
    """,
    severity=Severity.WARNING,
)
