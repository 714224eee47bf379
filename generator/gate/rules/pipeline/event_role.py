"""Systems -> targets of EventBridge's rules that EventBridge starts with a role, and that have none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import without_references
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, lacks, mapping, mappings, text

_WITH_ROLE = {
    "AWS::Batch::JobQueue": "batch",
    "AWS::CodeBuild::Project": "codebuild",
    "AWS::CodePipeline::Pipeline": "codepipeline",
    "AWS::ECS::Cluster": "ecs",
    "AWS::Events::EventBus": "events",
    "AWS::Kinesis::Stream": "kinesis",
    "AWS::KinesisFirehose::DeliveryStream": "firehose",
    "AWS::StepFunctions::StateMachine": "states",
}
"""Type of a target -> its service, as its ARN has it. Topics, queues and functions have policies instead."""
_PREFIX = "arn:"


def _check(system: System) -> Iterator[Finding]:
    for rule in system.of("AWS::Events::Rule"):
        for index, target in enumerate(mappings(rule.properties, "Targets")):
            found = system.at(target.get("Arn"))
            kind = _WITH_ROLE.get(found.type, "") if found else _service(text(target, "Arn"))
            path = ("Targets", index)
            if kind in _WITH_ROLE.values() and lacks(target, "RoleArn"):
                message = f"starts {found.id if found else kind} without a role: EventBridge refuses the target"
                yield Finding(rule, message, path, "RoleArn: a role that events.amazonaws.com takes on")
            if kind == "ecs" and not mapping(target, "EcsParameters") and not lacks(target, "RoleArn"):
                yield Finding(rule, "starts tasks, and says not which: EcsParameters is missing", path)
            given = text(target, "Arn")
            if found is None and is_literal(given) and not given.startswith(_PREFIX):
                yield Finding(rule, f"'{given}' is no ARN of a target", (*path, "Arn"))


def _service(arn: str) -> str:
    """The service of an ARN whose region and account may be those of the stack."""
    parts = without_references(arn).split(":")
    return parts[2] if arn.startswith(_PREFIX) and len(parts) > len(_PREFIX) else ""


RULE = Rule(
    "event-role",
    "A rule of EventBridge has a role for each target that it starts: pipelines, builds, tasks.",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html",
    _check,
    """
 Resources:
   Rule:
     Type: AWS::Events::Rule
     Properties:
       ScheduleExpression: rate(1 day)
       Targets:
         - Id: pipeline
           Arn: arn:aws:codepipeline:us-west-2:111122223333:shop
+          RoleArn: arn:aws:iam::111122223333:role/events
    """,
)
