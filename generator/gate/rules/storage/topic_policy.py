"""Systems -> topics that alarms or events cannot publish to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.policy import Statement, covers, resource_policies
from generator.gate.rule import Finding, Rule
from generator.gate.system import Resource, System
from generator.gate.value import (
    mappings,
    strings,
)
from generator.problems import Severity

_DISPUTED = frozenset({"aws:sourceaccount", "aws:sourcearn"})
"""The rule's page has it that no condition can be used in a topic's policy for EventBridge (Amazon SNS permissions);
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html lists these two as keys that the
resource policies of targets may have, without saying of which. So they get a warning, and every other key an error."""


def _check(system: System) -> Iterator[Finding]:
    policies = list(resource_policies(system, "AWS::SNS::TopicPolicy"))
    for statement in policies:
        if statement.allows and "events.amazonaws.com" in statement.services and statement.condition_keys:
            message = "EventBridge never publishes where its statement has a condition, and tells nobody"
            severity = Severity.WARNING if statement.condition_keys <= _DISPUTED else Severity.ERROR
            yield Finding(statement.owner, message, statement.path, severity=severity)
    for topic in system.of("AWS::SNS::Topic"):
        own = [item for item in policies if topic.token in strings(item.owner.properties.get("Topics"))]
        for service, users in (
            ("cloudwatch.amazonaws.com", system.of("AWS::CloudWatch::Alarm")),
            ("events.amazonaws.com", _rules_without_role(system)),
        ):
            is_used = any(topic.token in strings(user.properties) for user in users)
            # Without a policy of its own, a topic lets its account publish, which alarms do and events do not.
            if is_used and (own or service.startswith("events")) and not any(_lets(item, service) for item in own):
                place = own[0].owner if own else topic
                yield Finding(place, f"does not let {service} publish to {topic.name or topic.id}")


def _rules_without_role(system: System) -> Iterator[Resource]:
    for rule in system.of("AWS::Events::Rule"):
        if any("RoleArn" not in target for target in mappings(rule.properties, "Targets")):
            yield rule


def _lets(statement: Statement, service: str) -> bool:
    is_publish = any(covers(action, "sns:Publish") for action in statement.actions)
    return statement.allows and is_publish and service in statement.services


RULE = Rule(
    "topic-policy",
    "A topic lets alarms and events publish to it; events without a condition, which EventBridge does not meet.",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
    _check,
    """
 Resources:
   Topic: {Type: AWS::SNS::Topic}
   Policy:
     Type: AWS::SNS::TopicPolicy
     Properties:
       Topics: [{Ref: Topic}]
       PolicyDocument:
         Statement:
           - Effect: Allow
             Principal: {Service: events.amazonaws.com}
             Action: sns:Publish
             Resource: {Ref: Topic}
-            Condition: {StringEquals: {aws:PrincipalOrgID: o-1234567890}}
    """,
)
