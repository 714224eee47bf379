"""A rule of EventBridge -> what it calls with the roles that its targets name.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import arn
from generator.gate.calls.call import Call
from generator.gate.system import System
from generator.gate.value import lacks, mappings

_STARTS = {
    "AWS::CodePipeline::Pipeline": "codepipeline:StartPipelineExecution",
    "AWS::CodeBuild::Project": "codebuild:StartBuild",
}
"""Type of a target -> the call that starts it."""


def calls(system: System) -> Iterator[Call]:
    """Of all rules."""
    for rule in system.of("AWS::Events::Rule"):
        for target in mappings(rule.properties, "Targets"):
            reference = target.get("Arn")
            kind = next((kind for kind in _STARTS if system.find(kind, reference)), "")
            if kind and not lacks(target, "RoleArn"):
                yield Call(target.get("RoleArn"), _STARTS[kind], arn(system, kind, str(reference)), "EventBridge calls")
