"""Systems -> subscriptions to a topic whose endpoint is none of their protocol: SNS refuses them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, mappings, text

_ENDPOINTS = {
    "application": r"arn:aws[\w-]*:sns:.+",
    "email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "email-json": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "firehose": r"arn:aws[\w-]*:firehose:.+",
    "http": r"http://\S+",
    "https": r"https://\S+",
    "lambda": r"arn:aws[\w-]*:lambda:.+",
    "sms": r"\+?[\d .()-]{4,}",
    "sqs": r"arn:aws[\w-]*:sqs:.+",
}


def _check(system: System) -> Iterator[Finding]:
    for resource, path, protocol, endpoint in _subscriptions(system):
        if is_literal(protocol) and protocol not in _ENDPOINTS:
            message = f"SNS has no protocol '{protocol}', but {', '.join(_ENDPOINTS)}"
            yield Finding(resource, message, (*path, "Protocol"))
        elif protocol in _ENDPOINTS and is_literal(endpoint) and not re.fullmatch(_ENDPOINTS[protocol], endpoint):
            message = f"'{endpoint}' is no endpoint of the protocol {protocol}: SNS refuses the subscription"
            yield Finding(resource, message, (*path, "Endpoint"))


def _subscriptions(system: System) -> Iterator[tuple[Resource, Path, str, str]]:
    for resource in system.of("AWS::SNS::Subscription"):
        yield resource, (), text(resource.properties, "Protocol"), text(resource.properties, "Endpoint")
    for topic in system.of("AWS::SNS::Topic"):
        for index, each in enumerate(mappings(topic.properties, "Subscription")):
            yield topic, ("Subscription", index), text(each, "Protocol"), text(each, "Endpoint")


RULE = Rule(
    "subscription",
    "A subscription's endpoint is one of its protocol.",
    "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
    _check,
    """
 Resources:
   Topic: {Type: AWS::SNS::Topic}
   Hook:
     Type: AWS::SNS::Subscription
-    Properties: {TopicArn: {Ref: Topic}, Protocol: https, Endpoint: "http://hooks.example.com/alarms"}
+    Properties: {TopicArn: {Ref: Topic}, Protocol: https, Endpoint: "https://hooks.example.com/alarms"}
    """,
)
