"""Systems -> approvals that are asked for when there is nothing left to approve."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE, Action, actions_of
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_unknown, sequence
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        every = list(actions_of(pipeline))
        # A stage that is not known may be the one that waits for the answer.
        if is_unknown(sequence(pipeline.properties, "Stages")) and any(
            is_unknown(action.data, key) for action in every for key in ("ActionTypeId", "RunOrder")
        ):
            continue
        releases = [action for action in every if action.category == "Deploy"]
        for approval in (action for action in every if action.category == "Approval"):
            message = _why(approval, every, releases)
            if message:
                yield Finding(pipeline, f"{approval.name}: {message}", approval.path)


def _why(approval: Action, every: list[Action], releases: list[Action]) -> str:
    beside = next((action for action in releases if action.order == approval.order), None)
    if beside:
        return f"the question is asked while {beside.name} deploys: both are of one run order in one stage"
    works = [action for action in every if action.category != "Approval"]
    before = [action for action in releases if action.order < approval.order]
    if before and all(action.order < approval.order for action in works):
        return f"the question is asked after {before[-1].name} has deployed, and nothing waits for the answer"
    return ""


RULE = Rule(
    "approval-order",
    "An approval comes before the deployment that it is for.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
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
               ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: "1"}
               OutputArtifacts: [{Name: Source}]
         - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {Category: Deploy, Owner: AWS, Provider: S3, Version: "1"}
               InputArtifacts: [{Name: Source}]
               RunOrder: 2
             - Name: Approve
               ActionTypeId: {Category: Approval, Owner: AWS, Provider: Manual, Version: "1"}
-              RunOrder: 3
+              RunOrder: 1
    """,
    severity=Severity.WARNING,
)
