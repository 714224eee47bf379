"""Systems -> EventBridge rules that wait for an event which never comes, or are too long."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.action import PIPELINE
from generator.gate.blue_green import SERVICE
from generator.gate.event import EVENTS
from generator.gate.region import regions
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    document,
    is_literal,
    mapping,
    mappings,
    sequence,
    text,
)
from generator.problems import Severity

# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
_TOP = ("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail", "$or")
_LONGEST = 2048
_MADE = {
    "application": "AWS::CodeDeploy::Application",
    "deploymentGroup": "AWS::CodeDeploy::DeploymentGroup",
    "pipeline": PIPELINE,
    "project-name": "AWS::CodeBuild::Project",
}
"""Key of an event -> the type of what it names."""


def _check(system: System) -> Iterator[Finding]:
    for rule in system.of("AWS::Events::Rule"):
        pattern = document(rule.properties.get("EventPattern"))
        path = ("EventPattern",)
        if rule.properties.get("EventPattern") and not isinstance(pattern, Mapping):
            yield Finding(rule, "EventPattern is no JSON object", path)
        size = len(json.dumps(pattern, separators=(",", ":"), default=str))
        if size > _LONGEST:
            yield Finding(rule, f"EventPattern has {size:,} characters; EventBridge takes 2,048", path)
        yield from (Finding(rule, message, path) for message in _of_shape(pattern))
        for kind in map(text, sequence(pattern, "detail-type")):
            yield from (Finding(rule, message, path) for message in _of_kind(kind, pattern))
        yield from (Finding(rule, message, path) for message in _absent(system, pattern))
        known, waited = regions(system, rule), [each for each in sequence(pattern, "region") if isinstance(each, str)]
        if known and waited and all(map(is_literal, waited)) and not {*known} & {*waited}:
            message = (
                f"waits for events of {', '.join(waited)}, and stands in {', '.join(known)}, where they are not sent"
            )
            yield Finding(rule, message, path)
        bus = text(rule.properties, "EventBusName")
        if _is_from_services(pattern) and is_literal(bus) and bus.rpartition("/")[2] != "default":
            message = f"waits on the bus '{bus}'; AWS's services send to the default bus alone"
            yield Finding(rule, message, ("EventBusName",))
        for index, target in enumerate(mappings(rule.properties, "Targets")):
            for message in _unsaid(pattern, target):
                yield Finding(rule, message, ("Targets", index, "InputTransformer"), severity=Severity.WARNING)
        if not mappings(rule.properties, "Targets"):
            yield Finding(rule, "tells nobody: it has no target")
        if text(rule.properties, "State") == "DISABLED":
            yield Finding(rule, "is disabled", ("State",), severity=Severity.WARNING)


def _of_shape(pattern: Any) -> Iterator[str]:
    """What EventBridge refuses of a pattern, or never finds: keys that no event has, and values that are no list."""
    for key, value in pattern.items() if isinstance(pattern, Mapping) else ():
        if key not in _TOP:
            near = difflib.get_close_matches(str(key).lower(), _TOP, 1, 0.7)
            yield f"no event has the key '{key}'{f': it is {near[0]}' if near else ''}"
        elif isinstance(value, str):
            yield f"'{key}' is a list of values, and here one value: EventBridge refuses the pattern"
    for key, value in mapping(pattern, "detail").items():
        if isinstance(value, str):
            yield f"'{key}' is a list of values, and here one value: EventBridge refuses the pattern"


def _of_kind(kind: str, pattern: Any) -> Iterator[str]:
    """What is wrong with a pattern for one detail-type."""
    event = EVENTS.get(kind)
    if event is None:
        own = [name for name, each in EVENTS.items() if each.source in map(text, sequence(pattern, "source"))]
        if near := difflib.get_close_matches(kind, own, 1, 0.7):
            yield f"there is no '{kind}': it is '{near[0]}'"
        return
    if "source" in pattern and event.source not in sequence(pattern, "source"):
        yield f"'{kind}' is sent by {event.source}"
    detail = mapping(pattern, "detail")
    for key in detail if event.keys else ():
        if key not in event.keys and not key.startswith("$"):
            yield f"'{kind}' has no '{key}'; it has {', '.join(sorted(event.keys))}"
    for key, known in event.words.items():
        for value in map(text, sequence(detail, key)):
            if is_literal(value) and value not in known:
                yield f"'{kind}' has no {key} '{value}'; it has {', '.join(sorted(known))}"


def _unsaid(pattern: Any, target: Mapping[str, Any]) -> Iterator[str]:
    """What a message tells of that its event does not have."""
    events = [EVENTS.get(kind) for kind in map(text, sequence(pattern, "detail-type"))]
    known = {key for event in events if event for key in event.keys}
    if not events or not all(event and event.keys for event in events):
        return
    for name, path in mapping(target, "InputTransformer", "InputPathsMap").items():
        key = text(path).removeprefix("$.detail.").partition(".")[0].partition("[")[0]
        if text(path).startswith("$.detail.") and key not in known:
            yield f"its message takes {name} from '{text(path)}', which the event does not have"


def _is_from_services(pattern: Any) -> bool:
    return any(source.startswith("aws.") for source in map(text, sequence(pattern, "source")))


def _absent(system: System, pattern: Any) -> Iterator[str]:
    """What a pattern waits for that nothing makes."""
    detail = mapping(pattern, "detail")
    for name, resource_type in _MADE.items():
        made = {resource.name for resource in system.of(resource_type)} - {""}
        for value in map(text, sequence(detail, name)):
            if system.is_whole and made and is_literal(value) and system.is_missing(resource_type, value):
                yield f"waits for the {name} '{value}', which nothing here makes"
    for value in map(text, sequence(detail, "group")):
        kind, _, name = value.partition(":")
        if "aws.ecs" not in sequence(pattern, "source") or not is_literal(value):
            continue
        if kind not in ("service", "family"):
            yield f"a task's group is service:NAME or family:NAME, not '{value}'"
        elif kind == "service" and any(system.of(SERVICE)) and system.is_whole and system.is_missing(SERVICE, name):
            yield f"waits for tasks of the service '{name}', which nothing here makes"


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
