"""Systems -> actions with a time limit of their own that CodePipeline does not take."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import actions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import number

_LEAST, _MOST = 5, 86_400
"""Minutes: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html"""


def _check(system: System) -> Iterator[Finding]:
    for action in actions(system):
        if "TimeoutInMinutes" not in action.data or not action.category:
            continue
        path = (*action.path, "TimeoutInMinutes")
        minutes = number(action.data, "TimeoutInMinutes")
        if action.category != "Approval":
            message = f"{action.name}: only an approval has TimeoutInMinutes; CodePipeline refuses it elsewhere"
            hint = "limit the build in its project, and a release by the deployment group's waits"
            yield Finding(action.pipeline, message, path, hint)
        elif minutes is not None and not _LEAST <= minutes <= _MOST:
            message = f"{action.name}: TimeoutInMinutes is from {_LEAST} to {_MOST:,}, and not {minutes:,}"
            yield Finding(action.pipeline, message, path)


RULE = Rule(
    "action-timeout",
    "Only an approval has a time limit of its own, from 5 minutes to 60 days.",
    "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       ArtifactStore: {Type: S3, Location: artifacts}
       Stages:
         - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {Category: Deploy, Owner: AWS, Provider: S3, Version: "1"}
-              TimeoutInMinutes: 60
    """,
)
