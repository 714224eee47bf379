"""Systems -> EventBridge rules that wait for an event which never comes, or are too long."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.gate.action import PIPELINE
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    document,
    is_literal,
    mappings,
    sequence,
    text,
)
from generator.problems import Severity

_LONGEST = 2048
_STATES = {
    "CodeDeploy Deployment State-change Notification": (
        "state",
        {"FAILURE", "START", "STOP", "QUEUED", "READY", "SUCCESS"},
    ),
    "CodePipeline Pipeline Execution State Change": (
        "state",
        {"STARTED", "SUCCEEDED", "FAILED", "STOPPED", "STOPPING", "CANCELED", "RESUMED", "SUPERSEDED"},
    ),
    "ECS Task State Change": (
        "stopCode",
        {
            "TaskFailedToStart",
            "EssentialContainerExited",
            "UserInitiated",
            "ServiceSchedulerInitiated",
            "SpotInterruption",
            "TerminationNotice",
            "InfrastructureHealth",
        },
    ),
}
_SOURCES = {"CodeDeploy": "aws.codedeploy", "CodePipeline": "aws.codepipeline", "ECS": "aws.ecs"}


def _check(system: System) -> Iterator[Finding]:
    for rule in system.of("AWS::Events::Rule"):
        pattern = document(rule.properties.get("EventPattern"))
        path = ("EventPattern",)
        if rule.properties.get("EventPattern") and not isinstance(pattern, Mapping):
            yield Finding(rule, "EventPattern is no JSON object", path)
        size = len(json.dumps(pattern, separators=(",", ":"), default=str))
        if size > _LONGEST:
            yield Finding(rule, f"EventPattern has {size:,} characters; EventBridge takes 2,048", path)
        for kind in map(text, sequence(pattern, "detail-type")):
            source = _SOURCES.get(kind.split(" ")[0])
            if source and source not in sequence(pattern, "source"):
                yield Finding(rule, f"'{kind}' is sent by {source}", path)
            key, known = _STATES.get(kind, ("", set()))
            for state in map(text, sequence(pattern, "detail", key) if key else ()):
                if state and state not in known:
                    yield Finding(rule, f"'{kind}' has no {key} '{state}'; it has {', '.join(sorted(known))}", path)
            for name, resource_type in (("application", "AWS::CodeDeploy::Application"), ("pipeline", PIPELINE)):
                made = {resource.name for resource in system.of(resource_type)} - {""}
                for value in map(text, sequence(pattern, "detail", name)):
                    if system.is_whole and made and is_literal(value) and value not in made:
                        yield Finding(rule, f"waits for the {name} '{value}', which nothing here makes", path)
        if not mappings(rule.properties, "Targets"):
            yield Finding(rule, "tells nobody: it has no target")
        if text(rule.properties, "State") == "DISABLED":
            yield Finding(rule, "is disabled", ("State",), severity=Severity.WARNING)


RULE = Rule(
    "event-pattern",
    "An EventBridge rule waits for events that are sent, in words that they have, and tells somebody.",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html",
    _check,
    """
 Resources:
   Rule:
     Type: AWS::Events::Rule
     Properties:
       EventPattern:
         source: [aws.codedeploy]
         detail-type: [CodeDeploy Deployment State-change Notification]
-        detail: {state: [FAILED]}
+        detail: {state: [FAILURE]}
       Targets: [{Id: topic, Arn: arn:aws:sns:us-west-2:111122223333:topic}]
    """,
)
