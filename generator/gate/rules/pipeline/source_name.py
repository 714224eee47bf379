"""Systems -> source actions whose repository or branch is written in another way than CodePipeline reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, text

_NEVER = re.compile(r"[\s~^:?*\[\\]|\.\.|^/|[/.]$")
"""In no branch's name: https://git-scm.com/docs/git-check-ref-format"""
_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        if action.category != "Source":
            continue
        path = (*action.path, "Configuration")
        repository = text(action.configuration, "FullRepositoryId")
        if is_literal(repository) and not _is_name(repository):
            message = f"{action.name}: '{repository}' is no repository: FullRepositoryId is OWNER/NAME, without address"
            yield Finding(action.pipeline, message, (*path, "FullRepositoryId"))
        for key in ("BranchName", "Branch"):
            branch = text(action.configuration, key)
            if branch.startswith(("refs/", "origin/")) or (is_literal(branch) and _NEVER.search(branch)):
                message = f"{action.name}: no branch is called '{branch}': {key} is one name alone, as main"
                yield Finding(action.pipeline, message, (*path, key))


def _is_name(repository: str) -> bool:
    return bool(_REPOSITORY.fullmatch(repository)) and not repository.endswith(".git")


RULE = Rule(
    "source-name",
    "A source action names its repository as OWNER/NAME and its branch without refs/heads/.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/1
-                FullRepositoryId: https://github.com/acme/shop
+                FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
    """,
)
